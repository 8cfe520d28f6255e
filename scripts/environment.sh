# Where things are and what must be there: sourced by the scripts beside it, not run.
# Gives $root, $java, $jar, $spark_home, $archive; require_java, require_maven and build_if_stale stop
# with a message that says what to do. Honours JAVA_HOME. OMP_NUM_THREADS is 1 unless the user set it:
# more OpenBLAS threads than cores make training up to 8 times slower.
# shellcheck shell=bash
set -euo pipefail

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jar=$root/target/endoxa-all.jar
spark_home=$root/target/spark
archive=$root/target/spark.jsa
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1}

# fail EXIT_CODE LINE…: the lines on stderr, then out.
fail() {
  local code=$1
  shift
  printf '%s\n' "$@" >&2
  exit "$code"
}

require_java() {
  local found
  command -v "$java" > /dev/null || fail 2 \
    "Endoxa needs Java 17, and '$java' is not there." \
    "Install it (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless) or set JAVA_HOME to a JDK 17."
  found=$("$java" -version 2>&1) || fail 2 "'$java -version' fails:" "$found"
  [[ $found == *'version "17'* ]] || fail 2 \
    "Endoxa needs Java 17, and '$java' is another one: $(grep -m 1 version <<< "$found")." \
    "Install it (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless) and set JAVA_HOME to it."
}

require_maven() {
  require_java
  command -v "${java}c" > /dev/null || fail 2 \
    "Building Endoxa needs the compiler of JDK 17, and '${java}c' is not there: this is a JRE." \
    "Install the JDK (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless)."
  command -v mvn > /dev/null || fail 2 \
    "Building Endoxa needs Maven 3.8.1 or newer, and 'mvn' is not there." \
    "Install it (Debian, Ubuntu: apt-get install maven)."
}

# Whether there is an archive of Spark's parsed classes, from which a JVM starts in about half the time.
# One that a run left which failed before Spark started is too small to count.
has_archive() {
  [[ $archive -nt $spark_home/jars && -n $(find "$archive" -size +80M) ]]
}

# Whether PATH… has anything newer than FILE, or FILE is not there.
older_than() {
  local file=$1
  shift
  [[ ! -e $file || -n $(find "$@" -newer "$file" -print -quit 2> /dev/null) ]]
}

is_stale() {
  older_than "$jar" "$root/pom.xml" "$root/src/main" "$root/models/encoders" \
    || older_than "$spark_home/jars" "$root/pom.xml"
}

build_if_stale() {
  is_stale || return 0
  require_maven
  mkdir -p "$root/target"
  exec 9> "$root/target/build.lock"
  flock 9 # another call may be building
  if is_stale; then
    build
  fi
  exec 9>&-
}

# Versions may have changed with the pom, and Maven leaves the jars of the old ones where they are.
drop_stale_spark_jars() {
  if older_than "$spark_home/jars" "$root/pom.xml"; then
    rm -rf "$spark_home/jars"
  fi
}

build() {
  local log=$root/target/build.log
  echo "building Endoxa (first time: a few minutes)…" >&2
  drop_stale_spark_jars
  if ! (cd -- "$root" && mvn -B -q -ntp -Dstyle.color=never -DskipTests package) > "$log" 2>&1 9>&-; then
    tail -n 30 "$log" >&2
    fail 1 "The build failed. Its last lines are above, all of it is in $log."
  fi
}
