/**
 * Keeps the demo's directory up to date without a reload: asks for the versions of all sites every two seconds, changes
 * the tiles whose version grew, and says in one polite sentence how many did. Waits while nobody looks at the tab.
 */
const INTERVAL = 2000;
const LONGEST_PAUSE = 30000;
const HIGHLIGHT = 4000;

const directory = document.querySelector('[data-status-url]');
const summary = directory?.querySelector('[data-summary]');
const trouble = directory?.querySelector('[data-trouble]');
const longDate = new Intl.DateTimeFormat(document.documentElement.lang || 'it', { dateStyle: 'long' });
let failures = 0;
let timer = 0;

function isWebAddress(address) {
  return /^https?:$/.test(new URL(address, location.href).protocol);
}

function showLast(tile, { title, date, url }) {
  const link = tile.querySelector('[data-field="title"]');
  const time = tile.querySelector('[data-field="date"]');
  if (title) link.textContent = title;
  if (url && isWebAddress(url)) link.href = url;
  if (!date) return;
  time.dateTime = date;
  time.textContent = longDate.format(new Date(date));
}

function highlight(tile) {
  const dot = directory.querySelector(`[data-map-point="${CSS.escape(tile.id)}"]`);
  for (const element of [tile, dot]) {
    element?.classList.add('is-updated');
    setTimeout(() => element?.classList.remove('is-updated'), HIGHLIGHT);
  }
}

/** Changes one tile if its site moved on; says whether it did. */
function update(member) {
  const tile = directory.querySelector(`[data-member="${CSS.escape(member.slug)}"]`);
  if (!tile || Number(tile.dataset.version) === member.version) return false;
  tile.dataset.version = member.version;
  tile.querySelector('[data-field="version"]').textContent = member.version;
  showLast(tile, member);
  highlight(tile);
  return true;
}

function announce(changed) {
  if (changed === 0) return;
  const text = changed === 1 ? summary.dataset.textOne : summary.dataset.textMany;
  summary.textContent = text.replace('{number}', changed);
}

async function poll() {
  try {
    const answer = await fetch(directory.dataset.statusUrl, { headers: { Accept: 'application/json' }, cache: 'no-cache' });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const { members } = await answer.json();
    announce(members.filter(update).length);
    failures = 0;
  } catch {
    failures += 1;
  }
  trouble.hidden = failures < 2;
  schedule(Math.min(INTERVAL * 2 ** failures, LONGEST_PAUSE));
}

function schedule(delay) {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(poll, delay);
}

if (directory) {
  document.addEventListener('visibilitychange', () => schedule(0));
  schedule(INTERVAL);
}
