"""The main paths, each as a function of the browser and a language that gives the faults it met."""

from e2e.paths.contacts import person_with_post
from e2e.paths.forms import double_click, wrong_form
from e2e.paths.operational import from_document_to_operation
from e2e.paths.preferences import language_and_calendar
from e2e.paths.proof import from_paper_to_proof
from e2e.paths.roles import representative, viewer
from e2e.paths.scriptless import without_scripts
from e2e.paths.search import masthead_search
from e2e.paths.signing_in import errors, signing_in

PATHS = (
    signing_in, errors, from_paper_to_proof, from_document_to_operation, person_with_post, wrong_form, double_click,
    without_scripts, masthead_search, language_and_calendar, viewer, representative)
