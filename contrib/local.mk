# SPDX-License-Identifier: AGPL-3.0-or-later
EXTRA_DIST += contrib/print-sheet contrib/check contrib/lib.sh contrib/packages contrib/quickstart \
	contrib/demo/first-day.script contrib/demo/first-call.script .ci/run \
	contrib/systemd/warmline-bearerbox.service contrib/systemd/warmline-pager.service \
	contrib/systemd/warmlined.service contrib/systemd/voicebox.service \
	contrib/voice/kamailio-dispatcher.cfg contrib/voice/asterisk-pjsip.conf \
	contrib/voice/freeswitch-gateway.xml contrib/voice/osmo-sip-connector.cfg
EXTRA_DIST += contrib/demo/directory/README.md contrib/demo/directory/datapackage.json \
	contrib/demo/directory/addresses.csv contrib/demo/directory/attributes.csv \
	contrib/demo/directory/languages.csv contrib/demo/directory/locations.csv \
	contrib/demo/directory/organizations.csv contrib/demo/directory/phones.csv \
	contrib/demo/directory/schedules.csv contrib/demo/directory/service_areas.csv \
	contrib/demo/directory/service_at_locations.csv contrib/demo/directory/services.csv \
	contrib/demo/directory/taxonomy_terms.csv
EXTRA_DIST += contrib/systemd/warmline-console.service contrib/nginx/warmline-console.conf
