"""What the JSON format, schema 1, says of a scan besides its findings, field by field."""

from sup_lint.model.inventory import (
    Change,
    ChecklistResult,
    Commit,
    Exposure,
    Inventory,
    KeyRecord,
    RepositoryRecord,
    Runbook,
    Service,
)
from sup_lint.model.masked_key import MaskedKey


def fields(inventory: Inventory) -> dict[str, object]:
    """The fields that only a scan's object has."""
    return {
        "repositories": [_repository(repository) for repository in inventory.repositories],
        "checklist": [_result(result) for result in inventory.checklist],
        "keys": [_record(record) for record in inventory.keys],
        "services": [_service(service) for service in inventory.services],
        "runbooks": [_runbook(runbook) for runbook in inventory.runbooks],
    }


def _repository(repository: RepositoryRecord) -> dict[str, object]:
    history = repository.history
    told = (
        None
        if history is None
        else {
            "commits": history.commits,
            "versions": history.versions,
            "size": history.size,
            "refs": history.refs,
            "shallow": history.is_shallow,
            "partial": history.is_partial,
        }
    )
    return {"name": repository.name, "history": told}


def _result(result: ChecklistResult) -> dict[str, object]:
    return {
        "checklist": result.checklist.value,
        "item": result.item,
        "verdict": result.verdict.value,
        "evidence": list(result.evidence),
        "next_step": result.next_step,
    }


def _record(record: KeyRecord) -> dict[str, object]:
    return {
        "key": _key(record.key),
        "proven": record.is_proven,
        "accepted": record.is_accepted,
        "places": [
            {"path": place.path, "line": place.region.line, "column": place.region.column, "code": place.code}
            for place in record.places
        ],
        "exposures": [_exposure(exposure) for exposure in record.all_exposures],
        "in_use": list(record.in_use),
        "services": list(record.services),
        "repositories": list(record.repositories),
    }


def _exposure(exposure: Exposure) -> dict[str, object]:
    return {
        "repository": exposure.repository or None,
        "first": _change(exposure.first),
        "at_boundary": exposure.is_at_boundary,
        "changes": [_change(change) for change in exposure.changes],
        "change_count": len(exposure.changes) + exposure.omitted,
        "in_head": exposure.in_head,
        "refs": list(exposure.refs),
        "ref_count": exposure.ref_count,
        "versions": exposure.versions,
        "messages": exposure.messages,
    }


def _change(change: Change) -> dict[str, object]:
    return {"direction": change.direction.value, "path": change.path, "commit": _commit(change.commit)}


def _commit(commit: Commit) -> dict[str, object]:
    return {"id": commit.id, "date": commit.date}


def _service(service: Service) -> dict[str, object]:
    return {
        "name": service.name,
        "path": service.path,
        "source": service.source,
        "key": None if service.key is None else _key(service.key),
    }


def _runbook(runbook: Runbook) -> dict[str, object]:
    return {
        "key": _key(runbook.key),
        "situation": runbook.situation.value,
        "steps": [
            {"title": step.title, "detail": step.detail, "commands": list(step.commands)} for step in runbook.steps
        ],
    }


def _key(key: MaskedKey) -> dict[str, object]:
    return {"preview": key.preview, "fingerprint": key.fingerprint}
