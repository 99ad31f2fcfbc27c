/** One line of what a manager pasted, and what is wrong with it. */
export interface AwardLine {
  number: number;
  text: string;
  userId: string;
  rank: number | null;
  fault: 'userId' | 'rank' | 'twice' | 'columns' | null;
}

export const MOST_RECIPIENTS = 50;
const LARGEST_USER_ID = 2_147_483_647;
const HEADER = /^"?(user|user_?id)"?\s*([,;\t]|$)/i;

/**
 * Lines of `userId` or `userId,rank` with comma, semicolon or tab, as a spreadsheet copies them.
 * Empty lines and a header are skipped. The service checks all of this again.
 */
export function awardLines(pasted: string): AwardLine[] {
  const seen = new Set<string>();
  const lines: AwardLine[] = [];
  pasted.split(/\r\n|\r|\n/).forEach((raw, index) => {
    const text = raw.trim();
    if (!text || (lines.length === 0 && HEADER.test(text))) return;
    const [userId = '', rank = '', ...more] = text.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    lines.push({ number: index + 1, text, userId, rank: rank ? Number(rank) : null, fault: faultOf(userId, rank, more, seen) });
    seen.add(userId);
  });
  return lines;
}

function faultOf(userId: string, rank: string, more: string[], seen: Set<string>): AwardLine['fault'] {
  if (more.some((cell) => cell !== '')) return 'columns';
  if (!/^[1-9][0-9]{0,9}$/.test(userId) || Number(userId) > LARGEST_USER_ID) return 'userId';
  if (rank && !/^[123]$/.test(rank)) return 'rank';
  return seen.has(userId) ? 'twice' : null;
}

export const COMPETITION = /^[A-Za-z0-9._:\-]{1,100}$/;

/** As a spreadsheet reads it; a cell that a spreadsheet would run as a formula is kept a text. */
export function csv(rows: (string | number | null)[][]): string {
  const cell = (value: string | number | null) => {
    const text = String(value ?? '');
    return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  };
  return rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** Where an award is, in a manager's words: an expired mint is sent again. */
export const GROUPS = ['waiting', 'underWay', 'done', 'failed'] as const;
export type Group = (typeof GROUPS)[number];

export function groupOf(state: string): Group {
  switch (state) {
    case 'waiting_for_wallet':
      return 'waiting';
    case 'finalized':
      return 'done';
    case 'failed':
    case 'refused':
      return 'failed';
    default:
      return 'underWay';
  }
}
