// Starts the page: filters, tables that depend on the source, charts, print.
const KINDS = {
  time: (place, selected) => drawMonths(place, place.dataset.question, selected),
  sources: (place, selected) => drawSources(place, place.dataset.question, selected),
  reliability: drawReliability,
  coverage: drawCoverage,
  precision: place => drawPrecision(place, place.dataset.question),
};

let selected = {question: '', stance: '', source: ''};

function drawCharts() {
  for (const place of all('.chart')) {
    if (place.clientWidth) KINDS[place.dataset.chart](place, selected); // None for what is hidden.
  }
}

// The figures by month, of all sources or of one.
function fillMonths(section) {
  const body = section.querySelector('[data-table="month"] tbody');
  const source = data.sources.indexOf(selected.source);
  body.ofAll ??= [...body.children]; // Articles without a date are among these alone.
  if (source < 0) return body.replaceChildren(...body.ofAll);
  const rows = data.shares[section.dataset.question].filter(row => row[MONTH] !== ALL && row[SOURCE] === source);
  body.replaceChildren(...rows.map(row => {
    const stance = data.stances[row[STANCE]];
    const tr = document.createElement('tr');
    tr.dataset.stance = stance;
    const cells = [data.months[row[MONTH]], stance, row[CORRECTED] === null ? '–' : percent(row[CORRECTED]),
      row[LOW] === null ? '–' : `${percent(row[LOW])} to ${percent(row[HIGH])}`, percent(row[NAIVE]), row[COUNT],
      row[ARTICLES], row[BY_HAND] ? `${row[BY_HAND]} in ${row[HAND_ARTICLES]}` : 0];
    cells.forEach((text, i) => {
      const cell = document.createElement(i ? 'td' : 'th');
      if (i > 1) cell.className = 'n';
      cell.textContent = text;
      tr.append(cell);
    });
    return tr;
  }));
}

// Frames of the selected source, and of the selected stance.
function fillFrames(section) {
  const table = section.querySelector('[data-table="frames"]');
  if (!table) return;
  const source = data.sources.indexOf(selected.source);
  const rows = data.frames[section.dataset.question].filter(row => source === ALL || row[1] === source);
  const count = (stance, frame) => rows.filter(row => row[0] === stance && row[2] === frame).reduce((sum, row) => sum + row[3], 0);
  for (const tr of table.rows) {
    data.stances.forEach((stance, i) => {
      const cell = tr.cells[i + 1], all = count(i, ALL);
      cell.hidden = excluded(selected.stance, stance);
      if (tr.dataset.frame === undefined) {
        cell.textContent = `${stance} (n ${all})`;
        return;
      }
      const share = all ? count(i, data.frameIds.indexOf(tr.dataset.frame)) / all : 0;
      cell.textContent = all ? percent(share) : '–';
      cell.className = all ? `n s${Math.min(9, Math.floor(10 * share))}${all < FEW ? ' few' : ''}` : 'n';
    });
  }
}

// Why a list has no example of what is selected, though there may be paragraphs of it.
function sayMissing(section) {
  const source = data.sources.indexOf(selected.source), stance = data.stances.indexOf(selected.stance);
  const count = data.frames[section.dataset.question]
    .filter(row => row[2] === ALL && (source === ALL || row[1] === source) && (stance < 0 ? row[0] < 3 : row[0] === stance))
    .reduce((sum, row) => sum + row[3], 0);
  const of = selected.source ? 'this outlet' : 'this stance';
  section.querySelectorAll('.nothing').forEach(said => {
    said.textContent = count ? `No example of ${of} is in this page; the table labelled has all ${count}.`
      : 'No paragraph of what is selected.';
  });
}

// A selected source has its counted changes in sight.
function unfoldChanges(section) {
  const details = section.querySelector('details.changes');
  if (!details) return;
  const shown = [...details.querySelectorAll('tbody tr')].filter(row => !row.hidden).length;
  details.querySelector('summary').textContent = `Changes that are counted only, so nothing can be said of them: ${shown}`;
  details.open = selected.source !== '';
}

function show() {
  all('section.question').forEach(section => {
    fillMonths(section);
    fillFrames(section);
  });
  narrow(selected);
  all('section.question').forEach(section => {
    sayMissing(section);
    unfoldChanges(section);
  });
  if (form) say(selected);
  drawCharts();
}

function followHash() {
  selected = readHash();
  for (const name of NAMES) form.elements[name].value = selected[name];
  show();
}

// Selects, and keeps the heading that is being read where it is.
function select(asked) {
  const heading = all('h1, h2, h3').find(element => element.offsetParent && element.getBoundingClientRect().bottom > 0);
  const before = heading?.getBoundingClientRect().top;
  writeHash(asked);
  followHash();
  if (heading?.offsetParent) scrollBy(0, heading.getBoundingClientRect().top - before);
  else goToQuestion();
}

function goToQuestion() {
  if (selected.question) document.getElementById(`question=${selected.question}`).scrollIntoView();
}

if (form) {
  form.hidden = false;
  form.addEventListener('change', () => select(Object.fromEntries(NAMES.map(name => [name, form.elements[name].value]))));
  form.addEventListener('reset', event => {
    event.preventDefault();
    select({});
  });
  form.addEventListener('submit', event => event.preventDefault());
  addEventListener('hashchange', () => {
    followHash();
    goToQuestion();
  });
  followHash();
  goToQuestion();
} else {
  show();
}

dark.addEventListener('change', drawCharts);
let width = innerWidth;
addEventListener('resize', () => {
  if (innerWidth !== width) drawCharts();
  width = innerWidth;
});

// On paper the examples are open, folded tables are left out, and colours are those of a light page.
let closed = [];
addEventListener('beforeprint', () => {
  printing = true;
  document.body.classList.add('paper');
  closed = all('details.examples:not([open])');
  closed.forEach(details => { details.open = true; });
  drawCharts();
});
addEventListener('afterprint', () => {
  printing = false;
  document.body.classList.remove('paper');
  closed.forEach(details => { details.open = false; });
  drawCharts();
});
