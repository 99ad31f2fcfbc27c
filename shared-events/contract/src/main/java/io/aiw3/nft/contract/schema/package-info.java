/** The contract as schemas, for those who do not read it as Java records. */
package io.aiw3.nft.contract.schema;
