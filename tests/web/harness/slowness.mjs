// A machine made bad on purpose, to find tests that take a moment for a fact. With TEST_SLOWNESS=4 a browser has a quarter of the time,
// in pieces that differ, and is held in between, as by others who work on the machine; every answer of the server comes late, each by
// another time and so in another order; and so does the test itself to what it reads. It costs no more work than otherwise.
const slowness = Number(process.env.TEST_SLOWNESS ?? 1);
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** A time of its own for each call; none where nothing is asked for. */
export async function late() {
  if (slowness > 1) await pause(Math.random() ** 2 * 60 * slowness);
}

/** Holds the processes of a group most of the time, for as long as there is one, where that is asked for. */
export async function hold(group) {
  if (slowness <= 1) return;
  try {
    for (;;) {
      const piece = 20 + Math.random() * 80;
      process.kill(-group, 'SIGCONT');
      await pause(piece);
      process.kill(-group, 'SIGSTOP');
      await pause(piece * (slowness - 1));
    }
  } catch {
    // The browser has ended.
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
