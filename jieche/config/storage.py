"""Static files under names that carry their content's hash, compressed beforehand."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


def _names_a_source_map(rule: str | tuple[str, str]) -> bool:
    return "sourceMappingURL" in (rule if isinstance(rule, str) else rule[0])


class Storage(CompressedManifestStaticFilesStorage):
    """
    Whitenoise's storage, without the rewriting of source maps.

    Files from npm name maps that are not shipped; Django would stop collecting at the first one.
    """

    patterns = tuple(
        (glob, tuple(rule for rule in rules if not _names_a_source_map(rule)))
        for glob, rules in CompressedManifestStaticFilesStorage.patterns
    )
