/*
 * Draws the report. The data is not trusted: whatever comes from it becomes a text node, an attribute that is no
 * address, or a number; nothing is ever parsed as HTML.
 */

var page = JSON.parse(document.getElementById('data').textContent);
var main = document.getElementById('report');
var dark = window.matchMedia ? window.matchMedia('(prefers-color-scheme: dark)') : {matches: false};
var SVG = 'http://www.w3.org/2000/svg';
/* Okabe and Ito's colours, which people with any colour vision tell apart. */
var COLOURS = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00', '#B8A900', '#888888'];
var pictures = [];

/* ---- elements ---- */

function element(name, properties, children) {
  var made = document.createElement(name);
  Object.keys(properties || {}).forEach(function (key) {
    if (key === 'text') {
      made.textContent = properties[key];
    } else {
      made.setAttribute(key, properties[key]);
    }
  });
  (children || []).forEach(function (child) { made.appendChild(child); });
  return made;
}

/* A text from the data: marks of direction in it do not reach what stands around it. */
function foreign(text) {
  return element('bdi', {text: String(text)});
}

function paragraph(parts, className) {
  var made = element('p', className ? {'class': className} : {});
  parts.forEach(function (part) {
    made.appendChild(typeof part === 'string' ? document.createTextNode(part) : part);
  });
  return made;
}

function clear(node) {
  while (node.firstChild) {
    node.removeChild(node.firstChild);
  }
}

function section(parent, id, title, lead) {
  var heading = element('h2', {id: id + '-title', text: title});
  var made = element('section', {id: id, 'aria-labelledby': id + '-title'}, [heading]);
  if (lead) {
    made.appendChild(paragraph([lead], 'faint'));
  }
  parent.appendChild(made);
  return made;
}

/* ---- numbers ---- */

function isNumber(value) {
  return typeof value === 'number' && isFinite(value);
}

function fixed(value, digits) {
  return isNumber(value) ? value.toFixed(digits) : '–';
}

function percent(value) { return isNumber(value) ? (100 * value).toFixed(2) + '\u00a0%' : '–'; }
/* With half the width of its 95 % interval, where that is known. */
function accuracy(network) {
  return percent(network.accuracy) + (isNumber(network.accuracy_margin) ? ' ±' + (100 * network.accuracy_margin).toFixed(1) : '');
}
function millis(value) { return isNumber(value) ? value.toFixed(3) + '\u00a0ms' : '–'; }
function whole(value) { return isNumber(value) ? value.toLocaleString('en') : '–'; }
function kilobytes(value) { return isNumber(value) ? whole(Math.round(value / 1000)) + '\u00a0kB' : '–'; }
function reward(value) { return fixed(value, 4); }
function share(value) { return isNumber(value) ? (100 * value).toFixed(0) + '\u00a0%' : '–'; }
function seconds(ms) { return isNumber(ms) ? (ms / 1000).toFixed(1) + ' s' : '–'; }

function time(text) { return text.replace(/\.\d+Z$/, 'Z').replace('T', ' ').replace('Z', ' UTC'); }

function count(number, one, many) {
  return whole(number) + ' ' + (number === 1 ? one : many || one + 's');
}

function shortened(text, most) {
  return text.length > most ? text.slice(0, most - 1) + '…' : text;
}

function known(values) { return values.filter(isNumber); }
function largest(values) { return known(values).reduce(function (a, b) { return Math.max(a, b); }, -Infinity); }
function smallest(values) { return known(values).reduce(function (a, b) { return Math.min(a, b); }, Infinity); }
function sum(values) { return values.reduce(function (a, b) { return a + b; }, 0); }
