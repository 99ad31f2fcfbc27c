// The `details` of each error code, as the API's description gives them.

/** Codes without a schema come with no operation: their details are not typed. */
export function errors(api) {
  const byCode = Object.entries(api.components.schemas)
    .filter(([, schema]) => schema.properties?.code?.const && schema.properties.details)
    .map(([name, schema]) => ({ code: schema.properties.code.const, name }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  return `import type { ${byCode.map((one) => one.name).join(', ')} } from './schema.js';

/** The \`details\` of each error code. */
export interface ErrorDetails {
${byCode.map(({ code, name }) => `  ${code}: ${name}['details'];`).join('\n')}
}
`;
}
