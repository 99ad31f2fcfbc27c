import { METAPLEX } from '../programs.js';

/** The program's error codes that the emulated instructions can answer. */
export const E = {
  uninitialized: 4, invalidMetadataKey: 5, updateAuthorityIncorrect: 7, updateAuthorityIsNotSigner: 8,
  notMintAuthority: 9, invalidMintAuthority: 10, nameTooLong: 11, symbolTooLong: 12, uriTooLong: 13,
  mintMismatch: 15, editionsMustHaveExactlyOneToken: 16, editionMintDecimalsShouldBeZero: 24,
  derivedKeyInvalid: 27, creatorsTooLong: 36, creatorsMustBeAtLeastOne: 37, invalidBasisPoints: 41,
  shareTotalMustBe100: 45, numericalOverflow: 51, cannotVerifyAnotherCreator: 54, incorrectOwner: 57,
  duplicateCreatorAddress: 60, invalidTokenProgram: 62, dataTypeMismatch: 63, invalidOwner: 68,
  collectionCannotBeVerifiedHere: 74, removed: 75, invalidUseMethod: 77, notAMasterEdition: 109,
  masterEditionHasPrints: 110, noFreezeAuthoritySet: 130, invalidAuthorityType: 158, invalidAmount: 174,
  missingEdition: 179, invalidParentAccounts: 182, insufficientTokenBalance: 184, expectedUninitializedAccount: 199,
};

/** Ends a decision; the steps collected so far stand. */
export class Refusal extends Error {
  constructor(err) {
    super();
    this.err = typeof err === 'number' ? { Custom: err } : err;
  }
}

/** @param {number|string} err a code of the program, or the name of a runtime's error */
export function check(condition, err) {
  if (!condition) throw new Refusal(err);
}

/** Accounts that may be left out are then given as the program's own address. */
export function given(meta) {
  return !meta.key.equals(METAPLEX);
}
