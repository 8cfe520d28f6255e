"""What the generated wrappers share."""

from py4j.java_gateway import JavaPackage
from pyspark.ml.util import JavaMLReadable, JavaMLReader, JavaMLWritable, _jvm
from pyspark.ml.wrapper import JavaTransformer

JAVA_PACKAGE = "io.endoxa.spark"


def java_name(stage_type):
    """The full name of a wrapper's Java class; raises RuntimeError if the JVM does not have it."""
    name = f"{JAVA_PACKAGE}.{stage_type.__name__}"
    found = _jvm()
    for part in name.split("."):
        found = getattr(found, part)
    if isinstance(found, JavaPackage):  # what py4j takes an unknown name for
        raise RuntimeError(
            "endoxa-all.jar is not on the class path:"
            " start Spark with --jars target/endoxa-all.jar"
        )
    return name


class Stage(JavaTransformer, JavaMLReadable, JavaMLWritable):
    """A transformer that runs in the JVM. Needs a Spark session beside it, not Spark Connect."""

    def __init__(self):
        super().__init__()
        self._java_obj = self._new_java_obj(java_name(type(self)), self.uid)

    @classmethod
    def read(cls):
        """Loads what save() has written."""
        return _StageReader(cls)


class _StageReader(JavaMLReader):
    @classmethod
    def _java_loader_class(cls, clazz):
        return java_name(clazz)
