/** What every benchmark needs: servers, a service as users start it, tables, plots, a report. */
package io.aiw3.nft.bench;
