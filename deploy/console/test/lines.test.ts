import { describe, expect, it } from 'vitest';
import { awardLines, csv, groupOf } from '../src/manager/lines';

const faults = (text: string) => awardLines(text).map(({ fault }) => fault);

describe('pasted recipients', () => {
  it('may have ranks, tabs, semicolons, quotes, a header and empty lines', () => {
    const lines = awardLines('userId,rank\r\n42,1\n\n"77";2\n88\t\n99');
    expect(lines.map(({ userId, rank, fault }) => [userId, rank, fault])).toEqual([
      ['42', 1, null], ['77', 2, null], ['88', null, null], ['99', null, null],
    ]);
    expect(lines[1]?.number).toBe(4);
  });

  it('are told what is wrong line by line', () => {
    expect(faults('abc\n0\n007\n2147483648\n5,4\n6,1,x\n7\n7')).toEqual(['userId', 'userId', 'userId', 'userId', 'rank', 'columns', null, 'twice']);
  });
});

describe('an award', () => {
  it('waits, is under way, is there, or has failed', () => {
    const states = ['waiting_for_wallet', 'blocked', 'queued', 'prepared', 'sent', 'confirmed', 'expired', 'finalized', 'failed', 'refused'];
    expect(states.map(groupOf)).toEqual(['waiting', 'underWay', 'underWay', 'underWay', 'underWay', 'underWay', 'underWay', 'done', 'failed', 'failed']);
  });
});

describe('an exported table', () => {
  it('is read as text by a spreadsheet, whatever a cell begins with', () => {
    expect(csv([['a"b', null, 3, '=HYPERLINK("x")']])).toBe('"a""b","","3","\'=HYPERLINK(""x"")"\r\n');
  });
});
