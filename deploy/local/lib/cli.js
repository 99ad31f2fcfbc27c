import { parseArgs } from 'node:util';

/**
 * Reads the command line, answers --help, and stops with a sentence that says what to write.
 * @param {string} usage one line shown with every complaint
 * @param {Record<string, {type: 'string'|'boolean', default?: string|boolean}>} options
 */
export function readFlags(usage, options) {
  try {
    const { help, ...values } = parseArgs({ options: { ...options, help: { type: 'boolean', short: 'h' } }, strict: true, allowPositionals: false }).values;
    if (help) {
      process.stdout.write(`usage: ${usage}\n`);
      process.exit(0);
    }
    return values;
  } catch (error) {
    stop(`${error.message}\nusage: ${usage}`);
  }
}

/** @param {string} name @param {unknown} text @param {number} min @param {number} max */
export function wholeNumber(name, text, min, max) {
  const value = Number(text);
  if (text === undefined || !Number.isInteger(value) || value < min || value > max) {
    stop(`--${name} must be a whole number from ${min} to ${max}, not "${text}"`);
  }
  return value;
}

export function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

/** One JSON object per line on stderr; stdout carries the ready line alone. */
export function log(message, keys = {}) {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), message, ...keys })}\n`);
}

/**
 * Ends the process tidily on SIGTERM or SIGINT and, with watchStdin, when the parent
 * process is gone: an orphan that holds a port would break the next start.
 * @param {() => void} close flushes and releases everything, synchronously
 */
export function endTidily(close, watchStdin) {
  let ending = false;
  const end = (reason) => {
    if (ending) return;
    ending = true;
    log('stopping', { reason });
    close();
    process.exit(0);
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  if (watchStdin) {
    process.stdin.resume();
    process.stdin.on('end', () => end('stdin closed'));
    process.stdin.on('error', () => end('stdin failed'));
  }
}
