"""Drives the stages of a running JVM through the wrappers: wrappers_test.py PORT TOKEN DIRECTORY."""

import subprocess
import sys
import unittest

from py4j.java_gateway import Gateway, JavaPackage
from pyspark import SparkContext

PORT, TOKEN, DIRECTORY = sys.argv[1:]
SparkContext._jvm = JavaPackage(Gateway(int(PORT), TOKEN))

import endoxa
from endoxa import EncodeParagraphs, LabelParagraphs, _stage
from pyspark.ml.wrapper import JavaParams


def java_values(java_stage, stage):
    return {
        param.name: java_stage.getOrDefault(java_stage.getParam(param.name))
        for param in stage.params
        if java_stage.isDefined(java_stage.getParam(param.name))
    }


class WrappersTest(unittest.TestCase):
    def test_params_have_the_names_docs_and_defaults_of_java(self):
        for name in endoxa.__all__:
            stage = getattr(endoxa, name)()
            fresh = getattr(SparkContext._jvm.io.endoxa.spark, name)()
            lines = fresh.explainParams().split("\n")
            self.assertEqual(len(stage.params), len(lines))
            for param, line in zip(stage.params, lines):
                self.assertTrue(line.startswith(f"{param.name}: {param.doc} ("), line)
            values = {param.name: stage.getOrDefault(param) for param in stage.params}
            defined = {name: value for name, value in values.items() if value is not None}
            self.assertEqual(defined, java_values(fresh, stage))

    def test_what_is_set_arrives_in_java_and_nothing_else_counts_as_set(self):
        stage = EncodeParagraphs(inputCol="body", isolateNative=True).setTasks(3)
        java_stage = stage._to_java()
        self.assertEqual(java_stage.uid(), stage.uid)
        values = java_values(java_stage, stage)
        self.assertEqual((values["inputCol"], values["isolateNative"], values["tasks"]), ("body", True, 3))
        self.assertEqual((stage.getInputCol(), stage.getPrecision()), ("body", "int8"))
        self.assertTrue(java_stage.isSet(java_stage.getParam("inputCol")))
        self.assertFalse(java_stage.isSet(java_stage.getParam("encodersDir")))

    def test_params_go_by_keyword_and_type(self):
        with self.assertRaisesRegex(TypeError, "keyword"):
            EncodeParagraphs("body")
        with self.assertRaisesRegex(TypeError, "inputColumn"):
            EncodeParagraphs(inputColumn="body")
        with self.assertRaisesRegex(TypeError, "Could not convert 'two'"):
            EncodeParagraphs(tasks="two")

    def test_a_saved_stage_is_loaded(self):
        path = DIRECTORY + "/stage"
        stage = LabelParagraphs(model="somewhere", tasks=2)
        stage.save(path)
        loaded = LabelParagraphs.load(path)
        self.assertIsInstance(loaded, LabelParagraphs)
        self.assertEqual((loaded.uid, loaded.getModel(), loaded.getTasks()), (stage.uid, "somewhere", 2))

    def test_a_java_stage_finds_its_python_class(self):
        java_stage = SparkContext._jvm.io.endoxa.spark.EncodeParagraphs("from-java").setInputCol("body")
        stage = JavaParams._from_java(java_stage)
        self.assertIsInstance(stage, EncodeParagraphs)
        self.assertEqual((stage.uid, stage.getInputCol()), ("from-java", "body"))

    def test_rows_are_transformed(self):
        session = SparkContext._jvm.org.apache.spark.sql.SparkSession.active()
        rows = session.sql("SELECT 'The ferry was late.' AS body")
        encoded = EncodeParagraphs(inputCol="body", featuresCol="features")._to_java().transform(rows)
        self.assertEqual(encoded.where("size(vector) = 384 AND features IS NOT NULL").count(), 1)

    def test_a_missing_jar_is_said(self):
        package = _stage.JAVA_PACKAGE
        _stage.JAVA_PACKAGE = "io.nowhere"
        try:
            for use in (EncodeParagraphs, EncodeParagraphs.read):
                with self.assertRaisesRegex(
                    RuntimeError,
                    "^endoxa-all.jar is not on the class path:"
                    " start Spark with --jars target/endoxa-all.jar$",
                ):
                    use()
        finally:
            _stage.JAVA_PACKAGE = package

    def test_another_pyspark_is_refused(self):
        program = "import pyspark; pyspark.__version__ = '4.10.1'; import endoxa"
        ended = subprocess.run([sys.executable, "-B", "-c", program], capture_output=True, text=True)
        self.assertNotEqual(ended.returncode, 0)
        self.assertIn(
            "ImportError: endoxa works with PySpark 4.1, found 4.10.1: pip install 'pyspark==4.1.*'",
            ended.stderr,
        )


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
