-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a proposal wants: 0 a change, 1 a clinician's signature under the rule, 2 its end.
ALTER TABLE feedback_proposal ADD COLUMN kind INTEGER NOT NULL DEFAULT 0 CHECK (kind BETWEEN 0 AND 2);
