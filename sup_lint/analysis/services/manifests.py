"""Workloads of Kubernetes: which Secrets and ConfigMaps their containers take a key from."""

from collections.abc import Iterator

from sup_lint.analysis.services.charts import Charts
from sup_lint.analysis.services.cluster_secrets import ClusterSecrets
from sup_lint.analysis.services.documents import Branch, documents
from sup_lint.analysis.services.images import image_mark
from sup_lint.analysis.services.layout import Layout, folder_of, joined
from sup_lint.analysis.services.naming import is_aside, is_helper, stage_of
from sup_lint.analysis.services.references import names_key, taken_from
from sup_lint.analysis.services.use import Identity, ServiceUse
from sup_lint.keys.names import is_key_name, mentions_vendor

_WORKLOADS = frozenset(
    """
    Deployment StatefulSet DaemonSet ReplicaSet Job CronJob Pod Service Rollout Revision Configuration DeploymentConfig
    ScaledJob
    """.split()
)
# Where a workload keeps the description of its pods.
_POD_SPECS = (
    ("spec", "template", "spec"),
    ("spec", "jobTemplate", "spec", "template", "spec"),
    ("spec", "jobTargetRef", "template", "spec"),
    ("spec",),
)
_CONTAINERS = ("containers", "initContainers")


def uses(layout: Layout) -> Iterator[ServiceUse]:
    """Yield the workloads whose containers are given a key."""
    secrets = ClusterSecrets(layout)
    charts = Charts(layout)
    seen: set[str] = set()
    for path, file in [*layout.relevant("yaml"), *secrets.beside()]:
        if path in seen or is_aside(path):
            continue
        seen.add(path)
        for document in documents(file):
            # A list of objects in one document.
            objects = document.below("items") if document.text_at("kind") == "List" else [document]
            for each in objects:
                if each.text_at("kind") in _WORKLOADS:
                    yield from _Workload(each, path, layout, secrets, charts).uses()


class _Workload:
    def __init__(self, document: Branch, path: str, layout: Layout, secrets: ClusterSecrets, charts: Charts) -> None:
        self._document = document
        self._path = path
        self._layout = layout
        self._secrets = secrets
        self._charts = charts
        self._chart = charts.of(path)
        self._space = self._namespace()

    def _namespace(self) -> str:
        written = self._document.text_at("metadata", "namespace")
        if written:
            return written if "{{" not in written else ""
        place = joined(folder_of(self._path), "kustomization.yaml")
        file = self._layout.file_at(place)
        return next((each.text_at("namespace") for each in documents(file)), "") if file is not None else ""

    def uses(self) -> Iterator[ServiceUse]:
        """Yield the workload once for each thing that it takes a key from."""
        name = self._document.text_at("metadata", "name")
        chart = self._chart
        if chart is not None:
            # The templates of a chart and its values are one service.
            name = chart.rpartition("/")[2] if chart != "." else self._charts.name_of(chart)
        if not name or "{{" in name or is_helper(name):
            return
        marks = {f"chart:{chart}"} if chart is not None else set()
        pod = next((found for path in _POD_SPECS if (found := self._document.at(*path)) and _containers(found)), None)
        if pod is None:
            return
        marks |= {
            mark for each in _containers(pod) if (mark := image_mark(self._charts.filled(each.text_at("image"), chart)))
        }
        seen: set[Identity] = set()
        stage = stage_of(name, self._document.text_at("metadata", "namespace"), self._path)
        for container in _containers(pod):
            for identity, place in self._given(container):
                if identity not in seen:
                    seen.add(identity)
                    yield ServiceUse(
                        name, place.file, place.region, identity, stage, "kubernetes", None, frozenset(marks)
                    )

    def _given(self, container: Branch) -> Iterator[tuple[Identity, Branch]]:
        for entry in container.below("env"):
            name = entry.text_at("name")
            value = entry.at("value")
            if value is not None and value.text and names_key(name, value.text):
                identity = taken_from(self._filled(value.text), name, self._chart or folder_of(self._path))
                if identity is not None:
                    yield identity, value
            for kind in ("secretKeyRef", "configMapKeyRef"):
                reference = entry.at("valueFrom", kind)
                if reference is None:
                    continue
                secret, key = self._filled(reference.text_at("name")), self._filled(reference.text_at("key"))
                if is_key_name(name) or is_key_name(key) or is_key_name(f"{secret}.{key}"):
                    found = self._secrets.identity(secret, key, self._space, self._path, self._chart)
                    place = reference.at("name")
                    if found is not None and place is not None:
                        yield found, place
        for entry in container.below("envFrom"):
            for kind in ("secretRef", "configMapRef"):
                place = entry.at(kind, "name")
                if place is None:
                    continue
                secret = self._filled(place.text)
                keys = self._secrets.keys_of(secret, self._space)
                if not keys and kind == "secretRef" and mentions_vendor(secret) and "{{" not in secret:
                    yield ("secret", secret, self._space), place  # whatever is in it is the vendor's
                for key in keys:
                    found = self._secrets.identity(secret, key, self._space, self._path, self._chart)
                    if found is not None:
                        yield found, place

    def _filled(self, text: str) -> str:
        return self._charts.filled(text, self._chart)


def _containers(pod: Branch) -> list[Branch]:
    """The containers of a pod; those that only prepare it come last."""
    return [each for name in _CONTAINERS for each in pod.below(name) if each.entries]
