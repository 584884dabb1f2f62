"""A search every night, by Apache Airflow 2.

The worker has Edgewise under EDGEWISE_HOME and, for a cluster, SPARK_HOME and EDGEWISE_SPARK_CONF (conf/spark has one a cluster).
Exit codes: 1 the night measured nothing, 2 a setting or the history is wrong, 70 a fault, 143 ended by SIGTERM. A retry goes on with the same night after
its last committed generation, as it has the same date.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

EDGEWISE = "cd ${EDGEWISE_HOME:-/opt/edgewise} && jobs/bin/edgewise nightly"

with DAG(
    dag_id="edgewise_nightly",
    schedule="0 1 * * *",  # UTC, as nightly.zone
    start_date=datetime(2026, 11, 1),
    catchup=False,  # a night that was missed is over
    max_active_runs=1,  # Edgewise refuses a second one too, by its lease
    default_args={"retries": 3, "retry_delay": timedelta(minutes=1)},
) as dag:
    night = BashOperator(
        task_id="night",
        # The day on which it runs; {{ ds }} would be the day before.
        bash_command=EDGEWISE + " conf/nightly.conf --date {{ data_interval_end | ds }}",
        execution_timeout=timedelta(hours=7),
        env={"LC_ALL": "C.UTF-8"},  # names of files beyond ASCII
        append_env=True,
    )
    fresh = BashOperator(
        task_id="fresh",
        bash_command=EDGEWISE + " --check conf/nightly.conf",
        retries=0,
        trigger_rule="all_done",  # the alarm must go off when the night failed
        env={"LC_ALL": "C.UTF-8"},  # names of files beyond ASCII
        append_env=True,
    )
    night >> fresh
