"""Endoxa's Spark ML stages for PySpark: EncodeParagraphs, LabelParagraphs and FindEvidence.

Import this package before a saved pipeline is loaded: PySpark looks for the classes of its stages.
"""

import re
import sys

import pyspark

if not re.match(r"4\.1(\.|$)", pyspark.__version__):
    raise ImportError(
        f"endoxa works with PySpark 4.1, found {pyspark.__version__}: pip install 'pyspark==4.1.*'"
    )

from endoxa import stages
from endoxa._stage import JAVA_PACKAGE
from endoxa.stages import *  # noqa: F403

__all__ = stages.__all__

# PySpark asks for the Python class of a Java stage by the name that it has in Java.
sys.modules[JAVA_PACKAGE] = stages
