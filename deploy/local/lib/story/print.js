const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code) => (text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : String(text));
export const dim = paint('2');
export const bold = paint('1');
export const green = paint('32');
export const red = paint('31');
export const cyan = paint('36');
export const yellow = paint('33');

const started = Date.now();
const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)}s`.padStart(6);

export function title(text) {
  console.log(`\n${bold(text)}`);
}

/** One line: time, who or what, what happened. */
export function line(subject, text) {
  console.log(`${dim(seconds())}  ${cyan(subject.padEnd(14))}  ${text}`);
}

export const amount = (value) => Number(value).toLocaleString('en-US', { maximumFractionDigits: 10 });

export function bar(fraction, width = 24) {
  const full = Math.floor(Math.min(1, fraction) * width);
  return `${green('█'.repeat(full))}${dim('░'.repeat(width - full))} ${(fraction * 100).toFixed(1).padStart(5)} %`;
}
