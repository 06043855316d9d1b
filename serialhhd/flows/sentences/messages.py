"""Every sentence, by its name, whatever module of `english/` says it."""

from serialhhd.flows.sentences.english.catalogue import *
from serialhhd.flows.sentences.english.choosing import *
from serialhhd.flows.sentences.english.configuration import *
from serialhhd.flows.sentences.english.containers import *
from serialhhd.flows.sentences.english.conversation import *
from serialhhd.flows.sentences.english.desk import *
from serialhhd.flows.sentences.english.documents import *
from serialhhd.flows.sentences.english.flows_file import *
from serialhhd.flows.sentences.english.imports import *
from serialhhd.flows.sentences.english.new_serials import *
from serialhhd.flows.sentences.english.people import *
from serialhhd.flows.sentences.english.picking import *
from serialhhd.flows.sentences.english.quantities import *
from serialhhd.flows.sentences.english.receiving import *
from serialhhd.flows.sentences.english.scanning import *
from serialhhd.flows.sentences.english.serials import *
from serialhhd.flows.sentences.english.server import *
from serialhhd.flows.sentences.english.shortage import *
from serialhhd.flows.sentences.english.stock import *
from serialhhd.flows.sentences.sentence import *
from serialhhd.flows.sentences.shown import *
