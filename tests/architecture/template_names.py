"""What the templates define, use and refer to."""

from functools import cache

from flask import Flask
from jinja2 import nodes

from tests.architecture.source import TEMPLATES, templates

REFERRING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


@cache
def tree(app: Flask, name: str) -> nodes.Template:
    return app.jinja_env.parse((TEMPLATES / name).read_text(encoding="utf-8"))


def referred(app: Flask, name: str) -> set[str]:
    """Return the templates that a template extends, includes or imports."""
    return {
        constant.value
        for node in tree(app, name).find_all(REFERRING)
        for constant in node.template.find_all(nodes.Const)
        if isinstance(constant.value, str)
    } | {
        node.template.value
        for node in tree(app, name).find_all(REFERRING)
        if isinstance(node.template, nodes.Const)
    }


def macros(app: Flask, name: str) -> set[str]:
    return {macro.name for macro in tree(app, name).find_all(nodes.Macro)}


def used_macros(app: Flask, name: str) -> set[tuple[str, str]]:
    """Return (template, macro) of every macro that a template uses, its own included."""
    used = set()
    aliases = {}
    imported = set()
    for node in tree(app, name).find_all(nodes.FromImport):
        for each in node.names:
            original, local = each if isinstance(each, tuple) else (each, each)
            aliases[local] = (node.template.value, original)
            imported.add(local)
    whole = {node.target: node.template.value for node in tree(app, name).find_all(nodes.Import)}
    for node in tree(app, name).find_all(nodes.Name):
        if node.ctx == "load":
            used.add(aliases.get(node.name, (name, node.name)))
    for node in tree(app, name).find_all(nodes.Getattr):
        if isinstance(node.node, nodes.Name) and node.node.name in whole:
            used.add((whole[node.node.name], node.attr))
    return used


def names_in_templates(app: Flask) -> set[str]:
    """Return every name by which a template may reach a Python object."""
    found = set()
    for name in templates():
        for node in tree(app, name).find_all((nodes.Getattr, nodes.Name, nodes.Filter, nodes.Test)):
            found.add(node.attr if isinstance(node, nodes.Getattr) else node.name)
        for node in tree(app, name).find_all(nodes.Const):
            if isinstance(node.value, str):
                found.update(node.value.split("."))
    return found
