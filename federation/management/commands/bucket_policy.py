"""Makes the renditions in the bucket readable for everybody, by the one policy that the product needs."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Prints the policy of the bucket; with --apply puts it there, instead of whatever policy it has."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="Put it on the bucket.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.S3_BUCKET:
            raise CommandError("Files lie in a folder of this machine: there is no bucket.")
        from federation.storages.s3 import S3MediaStorage, bucket_policy  # needs boto3, which is slow to import

        self.stdout.write(bucket_policy())
        if options["apply"]:
            cast("S3MediaStorage", storages["default"]).publish_renditions()
            self.stdout.write(f"The policy stands on {settings.S3_BUCKET}.")
