/** The API without a server, for tests and for pages that are being built: needs the package msw. */
export { MockPlatform, type MockOptions } from './platform.js';
export { preparedBurn, type BurnParts } from './transaction.js';
export { liveEvents } from './live.js';
export { mintOf, SYSTEM_WALLET, TRADER, type Trader } from './fixtures.js';
