from pyspark import SparkContext


def _jvm():
    return SparkContext._jvm


class JavaMLReader:
    def __init__(self, clazz):
        self._clazz = clazz
        found = _jvm()
        for part in self._java_loader_class(clazz).split("."):
            found = getattr(found, part)
        self._jread = found.read()

    def load(self, path):
        return self._clazz._from_java(self._jread.load(path))


class JavaMLReadable:
    @classmethod
    def load(cls, path):
        return cls.read().load(path)


class JavaMLWritable:
    def save(self, path):
        self._to_java().write().save(path)
