// A machine made bad on purpose, to find tests that take a moment for a fact. With TEST_SLOWNESS=4 each process of a browser has a quarter
// of the time, in pieces that differ, and is held in between, as by others who work on the machine: what one of them tells another comes
// early one time and late the next. Every answer of the server comes late, each by another time and so in another order; and so does
// the test itself to what it reads. It costs no more work than otherwise.
import { readdirSync, readFileSync } from 'node:fs';

const slowness = Number(process.env.TEST_SLOWNESS ?? 1);
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
/** One that keeps nothing from ending. */
const idly = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds).unref());

/** A time of its own for each call; none where nothing is asked for. */
export async function late() {
  if (slowness > 1) await pause(Math.random() ** 2 * 60 * slowness);
}

/** Whether a process is of a group: its number may have become that of somebody else's. */
function isIn(group, pid) {
  try {
    // After its name, which may hold anything: state, parent, group.
    const [state, , its] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return Number(its) === group && state !== 'Z';
  } catch {
    return false;
  }
}

/** The processes of a group. */
const processesIn = (group) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isIn(group, pid));

/** Holds a process most of the time, for as long as there is one. */
async function holdProcess(group, pid) {
  const signal = (name) => isIn(group, pid) && process.kill(pid, name);
  try {
    for (let piece; signal('SIGCONT'); await idly(piece * (slowness - 1))) {
      piece = 20 + Math.random() * 80;
      await idly(piece);
      if (!signal('SIGSTOP')) return;
    }
  } catch {
    // It has ended.
  }
}

/** Holds every process of a group, each for itself, where that is asked for. */
export async function hold(group) {
  if (slowness <= 1) return;
  const held = new Set();
  for (let found = processesIn(group); found.length > 0; found = processesIn(group)) {
    for (const pid of found.filter((one) => !held.has(one))) {
      held.add(pid);
      holdProcess(group, pid);
    }
    await idly(500);
  }
}

/** Makes a browser of puppeteer's, and each page that it opens from now on, as slow as is asked for. */
export function slowDown(browser) {
  if (slowness <= 1) return;
  hold(browser.process().pid);
  const newPage = browser.newPage.bind(browser);
  browser.newPage = async () => {
    const page = await newPage();
    const evaluate = page.evaluate.bind(page);
    page.evaluate = async (...call) => {
      await late();
      return evaluate(...call);
    };
    return page;
  };
}
