"""The tree stays readable from the top down: foreign keys, clocks and module names keep to the design."""

import ast
import configparser
import re
from pathlib import Path

from tooling.sources import ROOT, SRC, at, modules

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
BANNED_NAMES = {"utils", "helpers", "common", "core", "services", "managers"}
# Where the time comes in from outside: pages, commands and the start of the program. All else gets it as an argument.
MAY_ASK_FOR_NOW = {"views", "cli", "clock", "middleware", "worker", "commands", "config"}


def layers() -> dict[str, int]:
    """App name → its depth in the import contract; the topmost is 0, siblings share a number."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    rows = contract["importlinter:contract:stages"]["layers"].split("\n")
    return {name: depth for depth, row in enumerate(rows) for name in re.findall(r"\w+", row)}


def test_every_package_of_binhdang_has_its_layer() -> None:
    packages = {path.parent.name for path in (SRC / "binhdang").glob("*/__init__.py")}
    assert packages
    assert packages <= set(layers())


def test_a_foreign_key_names_its_class_and_not_a_string() -> None:
    """A string stands only where the class cannot: for the model itself, and for one further down the same module."""
    found = []
    for path, tree in modules("binhdang"):
        below = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name not in RELATIONS:
                continue
            keywords = {keyword.arg: keyword.value for keyword in call.keywords}
            to = call.args[0] if call.args else keywords["to"]
            for target in (to, keywords.get("through")):
                own_table = isinstance(target, ast.Constant) and target.value in ("self", None, *below)
                if isinstance(target, ast.Attribute | ast.Constant) and not own_table:
                    found.append(f"{at(path, call)}: {name}({ast.unparse(target)})")
    assert found == []


def test_a_foreign_key_points_to_the_same_or_an_earlier_stage() -> None:
    from django.apps import apps

    depth = layers()
    found, seen = [], 0
    for model in apps.get_models(include_auto_created=True):
        stage = _stage(model)
        for field in model._meta.get_fields():
            if stage is None or not field.is_relation or field.auto_created or field.related_model is None:
                continue
            seen += 1
            target = _stage(field.related_model)
            if target is not None and depth[target] < depth[stage]:
                found.append(f"{model._meta.label}.{field.name} → {field.related_model._meta.label}")
    assert seen, "no foreign key seen at all: is the application loaded?"
    assert found == []


def _stage(model: type) -> str | None:
    package, _, rest = model.__module__.partition(".")
    return rest.partition(".")[0] if package == "binhdang" else None


def asks_for_now(tree: ast.Module) -> list[ast.AST]:
    """The places of a module that read the clock."""
    found: list[ast.AST] = []
    for node in ast.walk(tree):
        text = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
        if re.search(r"\b(timezone|datetime|date)\.(now|today|utcnow)$", text) or text in ("time.time", "time.time_ns"):
            found.append(node)
        elif isinstance(node, ast.Call) and not node.args and not node.keywords:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("localdate", "localtime", "Now"):
                found.append(node)
        elif isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add"):
            found.append(node)
        elif isinstance(node, ast.ImportFrom) and node.module in ("django.utils.timezone", "time"):
            found += [alias for alias in node.names if alias.name in ("now", "time")]
    return found


def test_the_check_for_clocks_knows_one_when_it_sees_it() -> None:
    readings = ["timezone.now()", "datetime.datetime.now(UTC)", "date.today()", "localdate()", "time.time()"]
    readings += ["f(default=timezone.now)", "DateTimeField(auto_now_add=True)", "from django.utils.timezone import now"]
    for line in readings:
        assert asks_for_now(ast.parse(line)), line
    for line in ["submit(report, by=an, at=now)", "localdate(at)", "self.now", "date(2022, 6, 5)"]:
        assert not asks_for_now(ast.parse(line)), line


def test_only_pages_and_commands_ask_what_time_it_is() -> None:
    found = []
    for path, tree in modules():
        if not MAY_ASK_FOR_NOW & {*path.relative_to(SRC).parts, path.stem}:
            found += [f"{at(path, node)}: {ast.unparse(node)}" for node in asks_for_now(tree)]
    assert found == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    found = [
        str(path.relative_to(ROOT))
        for folder in (SRC, ROOT / "tests", ROOT / "scripts")
        for path in folder.rglob("*")
        if (path.is_dir() or path.suffix == ".py") and Path(path.name).stem in BANNED_NAMES
    ]
    assert found == []


def test_a_folder_of_tests_does_not_hide_the_package_of_that_name() -> None:
    # tests/ is on the path; tests/vanban as a package of its own would be imported in place of the library.
    ours = [path.parent.name for path in SRC.glob("*/__init__.py")]
    assert ours
    assert [name for name in ours if (ROOT / "tests" / name / "__init__.py").exists()] == []


def test_the_library_is_typed_for_those_who_use_it() -> None:
    assert (SRC / "vanban" / "py.typed").exists()
