"""Why the store refuses: one function a code, whose arguments are the facts of its sentence, by subject.

A new one is a function in the module of its subject, and its sentence in the module of that name in `flows/sentences/english/`.
"""

from serialhhd.store.refusals.catalogue import *
from serialhhd.store.refusals.configuration import *
from serialhhd.store.refusals.containers import *
from serialhhd.store.refusals.desk import *
from serialhhd.store.refusals.documents import *
from serialhhd.store.refusals.imports import *
from serialhhd.store.refusals.new_serials import *
from serialhhd.store.refusals.people import *
from serialhhd.store.refusals.picking import *
from serialhhd.store.refusals.quantities import *
from serialhhd.store.refusals.receiving import *
from serialhhd.store.refusals.scanning import *
from serialhhd.store.refusals.serials import *
from serialhhd.store.refusals.shortage import *
from serialhhd.store.refusals.stock import *
