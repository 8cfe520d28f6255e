package io.endoxa.spark;

import io.endoxa.error.UserException;
import org.apache.spark.ml.util.DefaultParamsReader;

/**
 * Loads one kind of stage. Spark's own reader makes an object of whatever class the saved metadata
 * names, with a text from the same file; this one looks at the name first.
 */
final class StageReader<T extends Stage> extends DefaultParamsReader<T> {
  private final Class<T> type;

  StageReader(Class<T> type) {
    this.type = type;
  }

  /** Throws {@link UserException} if another class was saved there. */
  @Override
  public T load(String path) {
    String found = DefaultParamsReader.loadMetadata(path, sparkSession()).className();
    if (!found.equals(type.getName())) {
      throw new UserException(
          "%s: is a saved %s, expected %s. Load it with the class that saved it, if you trust its source."
              .formatted(path, found, type.getName()));
    }
    return super.load(path);
  }
}
