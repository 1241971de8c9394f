-- SPDX-License-Identifier: AGPL-3.0-or-later
-- An exchange: the shift that is wanted for the one that is offered.
ALTER TABLE shift_swap ADD COLUMN for_id INTEGER REFERENCES oncall_shift (id);
