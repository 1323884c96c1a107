"""HTML that is safe already: its type is SafeString, so templates need no filter and plain strings are escaped."""

from typing import Final

from django.utils.safestring import SafeString

NO_HTML: Final = SafeString("")
