import axe from 'axe-core';
import { expect } from 'vitest';

/** Fails with every rule that the page breaks. Colours need a real browser: there they are checked. */
export async function expectAccessible(node: Element = document.body): Promise<void> {
  const { violations } = await axe.run(node, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}
