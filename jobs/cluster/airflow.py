"""Endoxa once a night, as an Airflow DAG. Never run by us: the arguments of the operator are held against
apache-airflow-providers-apache-spark's spark_submit.py, and a test reads application_args as a job.

Needs a Spark connection `spark_default` (spark://HOST:7077), and on the machine of the Airflow worker
spark-submit of Spark 4.1.0 and this project at /opt/endoxa. The driver runs there (client mode), so that the
task fails if the job does, and its log has what the job says.
"""

import pendulum
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk import DAG

with DAG(
    dag_id="endoxa",
    schedule="0 2 * * *",
    start_date=pendulum.datetime(2024, 6, 12, tz="UTC"),
    catchup=False,
    # Two runs would do the same work twice. They would not harm each other.
    max_active_runs=1,
):
    SparkSubmitOperator(
        task_id="label",
        conn_id="spark_default",
        deploy_mode="client",
        application="/opt/endoxa/target/endoxa-all.jar",
        java_class="io.endoxa.cli.Main",
        properties_file="/opt/endoxa/jobs/cluster/standalone.conf",
        driver_memory="3g",
        conf={"spark.driver.extraJavaOptions": "-Dendoxa.home=/opt/endoxa -Dendoxa.stage-log=info"},
        env_vars={"OMP_NUM_THREADS": "1"},
        application_args=[
            "run",
            "/opt/endoxa/jobs/label.yaml",
            "--set",
            "model=/opt/endoxa/models/south-caucasus",
            "input=/data/news/{{ ds }}",
            "output=/data/out",
        ],
        # A retry goes on from the chunks that the first try has kept; what is broken is broken again.
        retries=1,
    )
