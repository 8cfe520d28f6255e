// What the page is narrowed to: question, stance and source, kept in the address behind #.
const data = JSON.parse(document.getElementById('data').textContent);
const form = document.getElementById('filters');
const NAMES = ['question', 'stance', 'source'];
const all = selector => [...document.querySelectorAll(selector)];

function readHash() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const known = name => [...form.elements[name].options].some(o => o.value === asked.get(name));
  return Object.fromEntries(NAMES.map(name => [name, form && known(name) ? asked.get(name) : '']));
}

function writeHash(selected) {
  const kept = NAMES.filter(name => selected[name]).map(name => [name, selected[name]]);
  // Not by location.hash, which scrolls to the top where it is empty.
  history.pushState(null, '', `#${new URLSearchParams(kept)}`);
}

const excluded = (chosen, of) => chosen !== '' && of !== undefined && of !== '' && of !== chosen;

// Hides what is not selected, in all sections.
function narrow(selected) {
  for (const part of all('[data-question]')) part.hidden = excluded(selected.question, part.dataset.question);
  for (const row of all('tr[data-stance], li[data-stance]')) {
    row.hidden = excluded(selected.stance, row.dataset.stance) || excluded(selected.source, row.dataset.source);
  }
  for (const list of all('ol.narrowed')) {
    list.nextElementSibling.hidden = [...list.children].some(item => !item.hidden);
  }
}

// Says what is selected, for screen readers and in print.
function say(selected) {
  const said = NAMES.filter(name => selected[name]).map(name => `${name}: ${name === 'question' ? words(selected[name]) : selected[name]}`);
  document.getElementById('selected').textContent = said.length ? `Only ${said.join(', ')}` : '';
}
