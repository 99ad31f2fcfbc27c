// The class with a method for each operation of the API.

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

export function calls(api) {
  const imports = new Set();
  const methods = Object.entries(api.paths)
    .flatMap(([path, item]) =>
      METHODS.filter((method) => item[method]).map((method) =>
        call(api, path, method, item[method], imports),
      ),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = methods.map((one) => one.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) {
    throw new Error(`two operations are called ${twice}`);
  }
  return `import type { CallOptions } from '../transport.js';
import type { ${[...imports].sort().join(', ')} } from './schema.js';

/** Runs one call of the API; what is generated below only says which. */
export type Run = <T>(
  method: string,
  path: string,
  query: object | undefined,
  body: object | undefined,
  options: CallOptions | undefined,
) => Promise<T>;

/** A method for each operation of the API. Each answers with the \`data\` of the envelope. */
export abstract class Calls {
  protected abstract run: Run;

${methods.map((one) => one.text).join('\n')}}

/** A value in a path. */
function segment(value: string | number): string {
  return encodeURIComponent(value);
}
`;
}

function call(api, path, method, operation, imports) {
  const parameters = (operation.parameters ?? []).map((one) => resolve(api, one));
  const inPath = parameters.filter((one) => one.in === 'path');
  const inQuery = parameters.filter((one) => one.in === 'query');
  const body = operation.requestBody && resolve(api, operation.requestBody);
  const bodySchema = body?.content?.['application/json']?.schema;
  const hasFields = bodySchema && (resolve(api, bodySchema).oneOf || Object.keys(resolve(api, bodySchema).properties ?? {}).length > 0);
  const name = operation.operationId;
  const signature = [
    ...inPath.map((one) => `${one.name}: ${scalar(one.schema)}`),
    ...(hasFields ? [`body: ${type(api, bodySchema, imports)}`] : []),
    ...(inQuery.length ? [query(inQuery, imports, api)] : []),
    'options?: CallOptions',
  ];
  const place = path.replace(/\{([^}]+)}/g, (all, parameter) => '${segment(' + parameter + ')}');
  const quoted = inPath.length ? '`' + place + '`' : `'${place}'`;
  const sent = bodySchema ? (hasFields ? 'body' : '{}') : 'undefined';
  const text = `  /**
   * ${operation.summary ?? name}.
   *
   * \`${method.toUpperCase()} ${path}\`${roles(operation)}
   */
  ${name}(${signature.join(', ')}): Promise<${answer(api, operation, imports)}> {
    return this.run('${method.toUpperCase()}', ${quoted}, ${inQuery.length ? 'query' : 'undefined'}, ${sent}, options);
  }
`;
  return { name, text };
}

function roles(operation) {
  const roles = (operation.security ?? []).flatMap((scheme) => Object.values(scheme)).flat();
  return roles.length ? `\n   *\n   * Role: ${roles.join(' or ')}.` : '';
}

function query(parameters, imports, api) {
  const required = parameters.some((one) => one.required);
  const fields = parameters.map((one) => {
    const described = one.description ? `/** ${one.description} */ ` : '';
    return `${described}${one.name}${one.required ? '' : '?'}: ${type(api, one.schema, imports)}`;
  });
  return `query${required ? '' : '?'}: { ${fields.join('; ')} }`;
}

function scalar(schema) {
  return schema?.type === 'integer' ? 'number' : 'string';
}

/** The type of the `data` of a good answer. */
function answer(api, operation, imports) {
  const status = Object.keys(operation.responses).find((one) => one.startsWith('2'));
  const response = resolve(api, operation.responses[status]);
  const schema = response.content?.['application/json']?.schema;
  return schema ? type(api, resolve(api, schema).properties.data, imports) : 'void';
}

function type(api, schema, imports) {
  if (schema?.$ref) {
    const name = schema.$ref.split('/').pop();
    imports.add(name);
    return name;
  }
  const types = [schema?.type ?? []].flat();
  if (schema?.anyOf) {
    return schema.anyOf.map((one) => type(api, one, imports)).join(' | ');
  }
  if (schema?.enum) {
    return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  }
  if (types.includes('array')) {
    return `${type(api, schema.items, imports)}[]`;
  }
  const names = types.map((one) => (one === 'integer' ? 'number' : one));
  return names.length && !names.includes('object') ? names.join(' | ') : 'unknown';
}

function resolve(api, node) {
  return node?.$ref
    ? resolve(api, node.$ref.slice(2).split('/').reduce((at, key) => at[key], api))
    : node;
}
