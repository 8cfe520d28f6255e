from pyspark.ml.param import Params
from pyspark.ml.util import _jvm


class JavaParams(Params):
    @staticmethod
    def _new_java_obj(name, *arguments):
        found = _jvm()
        for part in name.split("."):
            found = getattr(found, part)
        return found(*arguments)

    def _to_java(self):
        def pair(name, value):
            return self._java_obj.getParam(name).w(value)

        for name, value in self._set_values.items():
            self._java_obj.set(pair(name, value))
        defaults = [pair(name, value) for name, value in self._defaults.items()]
        self._java_obj.setDefault(_jvm().org.apache.spark.api.python.PythonUtils.toSeq(defaults))
        return self._java_obj

    @staticmethod
    def _from_java(java_stage):
        """Finds the class as PySpark does: by the Java name, with Spark's package replaced."""
        name = java_stage.getClass().getName().replace("org.apache.spark", "pyspark")
        module, _, simple = name.rpartition(".")
        stage = getattr(__import__(module, fromlist=[simple]), simple)()
        stage._java_obj = java_stage
        stage.uid = java_stage.uid()
        for param in stage.params:
            java_param = java_stage.getParam(param.name)
            if java_stage.isSet(java_param):
                stage._set(**{param.name: java_stage.getOrDefault(java_param)})
        return stage


class JavaTransformer(JavaParams):
    pass
