package io.endoxa.hostile;

/** Sings when it is made by its name, as readers do that take classes from a file. */
public final class NamedCanary {
  private String name = "";

  public NamedCanary() {
    Touched.by("constructor");
  }

  /** Spark's reader of stages calls such a one with the uid of the metadata. */
  public NamedCanary(String name) {
    this.name = name;
    Touched.by("constructor of a text");
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
    Touched.by("setter");
  }

  /** Spark's pipeline calls a static {@code read}. */
  public static Object read() {
    Touched.by("read");
    return "";
  }
}
