# SPDX-License-Identifier: AGPL-3.0-or-later
EXTRA_DIST += contrib/check contrib/lib.sh contrib/packages contrib/quickstart contrib/demo/first-day.script .ci/run \
	contrib/systemd/warmline-bearerbox.service contrib/systemd/warmline-pager.service \
	contrib/systemd/warmlined.service
