"""What the OpenAPI description must say beyond the endpoints' own types: refusals, keys."""

from typing import Any

_PROBLEM = {
    "type": "object",
    "required": ["detail"],
    "properties": {
        "detail": {"type": "string"},
        "reference": {"type": "string", "description": "To quote when asking for help."},
    },
}
_INVALID = {
    "type": "object",
    "required": ["detail"],
    "properties": {
        "detail": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["where", "message"],
                "properties": {
                    "where": {"type": "string", "description": "The parameter refused."},
                    "message": {"type": "string"},
                },
            },
        }
    },
}
_REFUSALS = {
    "401": ("The key is unknown, expired or revoked.", "Problem"),
    "403": ("The account of this session lacks the second factor its role needs.", "Problem"),
    "422": ("A parameter is unknown or makes no sense.", "Invalid"),
    "429": ("Too many requests: Retry-After says when to ask again.", "Problem"),
    "503": ("The platform is briefly out of reach: Retry-After says when to ask.", "Problem"),
}
_SECURITY = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "A personal key, made on the page of one's account.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "session",
        "description": "The session of a signed-in person, from the platform's own pages.",
    },
}


def complete(description: dict[str, Any]) -> dict[str, Any]:
    """Add to each operation what every endpoint may answer, and how to be known."""
    components = description["components"]
    components["schemas"] |= {"Problem": _PROBLEM, "Invalid": _INVALID}
    components["securitySchemes"] = _SECURITY
    for path, methods in description["paths"].items():
        for operation in methods.values():
            _complete_operation(path, operation)
    return description


def _complete_operation(path: str, operation: dict[str, Any]) -> None:
    # Keys are optional: without one, the caller reads what is public.
    operation["security"] = [{}, {"key": []}, {"session": []}]
    responses = {str(code): answer for code, answer in operation["responses"].items()}
    responses["304"] = {"description": "Not changed since If-None-Match or If-Modified-Since."}
    for code, (text, schema) in _REFUSALS.items():
        responses[code] = _refusal(text, schema)
    if "{" in path:
        responses["404"] = _refusal("Unknown, or not open to this caller.", "Problem")
    operation["responses"] = dict(sorted(responses.items()))
    for parameter in operation["parameters"]:
        # A parameter left out is left out: it cannot be sent as null.
        parameter["schema"] = _without_null(parameter["schema"])


def _refusal(text: str, schema: str) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {"description": text, "content": {"application/json": {"schema": reference}}}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    options = [option for option in schema.get("anyOf", []) if option != {"type": "null"}]
    if len(options) != 1:
        return schema
    rest = {name: value for name, value in schema.items() if name not in {"anyOf", "default"}}
    return {**options[0], **rest}
