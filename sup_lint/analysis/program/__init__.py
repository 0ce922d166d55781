"""The small language-neutral program model that rules and data flow read.

A lowering turns a file of some language into a `Program`: statements in order, branches as branches, every expression
with its region. What a language has and the model has not becomes an `Unknown` that keeps its children, so nothing is
lost to a walk. Nodes compare by identity.
"""

from sup_lint.analysis.program.expressions import *
from sup_lint.analysis.program.node import Node as Node
from sup_lint.analysis.program.statements import *
from sup_lint.analysis.program.tree import Program as Program
from sup_lint.analysis.program.tree import children_of as children_of
from sup_lint.analysis.program.tree import walk as walk

# What a JavaScript module's default export, and what CommonJS exports as a whole, is bound to: no other name is one.
DEFAULT = "default"
EXPORTS = "module.exports"
