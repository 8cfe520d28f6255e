package io.endoxa.hostile;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;

/** Sings when Java reads it. */
final class SerializedCanary implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  @Serial
  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    Touched.by("readObject");
  }
}
