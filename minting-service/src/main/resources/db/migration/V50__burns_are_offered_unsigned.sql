-- A burn is offered without our signature and can land only after its owner has signed and the
-- service has added its own. Releases that do not know these states leave such rows alone.
ALTER TABLE chain_transaction
  MODIFY state ENUM('blocked','queued','prepared','sent','confirmed','finalized','expired','failed','refused','offered','signed') NOT NULL
    COMMENT 'of burns: offered to the owner, signed by the owner, sent once we have signed; prepared: signed by us first, as earlier releases did';
