import { readFileSync } from 'node:fs';

const contract = new URL('../../../shared-events/contract/src/main/resources/io/aiw3/nft/contract/', import.meta.url);
const read = (file) => JSON.parse(readFileSync(new URL(file, contract), 'utf8'));

export const tiers = read('tier-catalogue.json').tiers;
export const badges = read('badge-catalogue.json').badges;
