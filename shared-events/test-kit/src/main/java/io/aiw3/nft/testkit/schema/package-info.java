/**
 * Schema changes expand, then contract: the rules of migrations, which every service's tests hold.
 */
package io.aiw3.nft.testkit.schema;
