// What `tests/run audit` makes of what npm says: the shapes are those of npm 9 and 10.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '../audit/audit.mjs';

const advisory = { severity: 'high', title: 'Reads the disk', url: 'https://github.com/advisories/1' };
const vulnerabilities = {
  inner: { name: 'inner', range: '<2.0.0', via: [advisory] },
  outer: { name: 'outer', range: '*', via: ['inner'] },
};

test('an advisory is one sentence, however many packages bring its package along', () => {
  const { advisories, silence } = judge({ auditReportVersion: 2, vulnerabilities });
  assert.deepEqual(advisories, ['inner <2.0.0, high: Reads the disk (https://github.com/advisories/1)']);
  assert.equal(silence, undefined);
});

test('no advisory is not the same as no answer', () => {
  assert.deepEqual(judge({ auditReportVersion: 2, vulnerabilities: {} }), { advisories: [] });
  const refused = { message: '405 Method Not Allowed', error: { summary: '', detail: '' } };
  assert.equal(judge(refused).silence, '405 Method Not Allowed');
  const offline = { error: { code: 'ENOTFOUND', summary: 'request to the registry failed', detail: '' } };
  assert.equal(judge(offline).silence, 'request to the registry failed');
  assert.ok(judge({}).silence);
});
