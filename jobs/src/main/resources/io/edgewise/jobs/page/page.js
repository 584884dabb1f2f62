/* ---- the page ---- */

function nothing(parent, search) {
  section(parent, 'front', 'No network was measured',
    search.proposed > 0
      ? 'The search proposed ' + count(search.proposed, 'network') + ', and none of them came to an accuracy.'
      : 'No generation of the search is committed yet.');
}

/* The accelerators of a search. */
function places(search) {
  if (search.fronts.length < 2) {
    return [foreign(search.accelerator)];
  }
  var named = [];
  search.fronts.forEach(function (front, i) {
    named.push(i === 0 ? '' : ', ', foreign(front.accelerator));
  });
  return named.concat([' (pictures are of ', foreign(search.accelerator), ')']);
}

function show(search) {
  forgetPictures();
  clear(main);
  main.appendChild(paragraph(['Space ', foreign(search.space), ' on '].concat(places(search), [', started ',
    foreign(time(search.started_at)), '. ' + count(search.proposed, 'network') + ' proposed.']), 'faint'));
  if (search.state) {
    main.appendChild(paragraph(['This search is ', foreign(search.state), '.']));
  }
  (search.networks.length ? networks : nothing)(main, search);
  [device, diagrams, memory, roofline, changes, explanation, rewards, preferences, rejections, times].forEach(function (part) { part(main, search); });
  contents();
}

function compare() {
  forgetPictures();
  clear(main);
  comparison(main, page.comparison);
  contents();
}

function contents() {
  var list = element('ul');
  Array.prototype.forEach.call(main.querySelectorAll('section'), function (made) {
    list.appendChild(element('li', {}, [element('a', {href: '#' + made.id, text: made.querySelector('h2').textContent.split(':')[0]})]));
  });
  var nav = element('nav', {'aria-label': 'sections'}, [list]);
  main.insertBefore(nav, main.firstChild);
}

function start() {
  var ids = page.searches.map(function (search) { return search.id; });
  document.title = 'Edgewise report: ' + shortened(ids.join(', '), 100);
  var top = document.getElementById('top');
  var heading = element('h1');
  heading.appendChild(document.createTextNode(ids.length === 1 ? 'Search ' : 'Searches '));
  heading.appendChild(foreign(ids.join(', ')));
  top.appendChild(heading);
  if (ids.length > 1) {
    var choice = element('select', {id: 'search'});
    ids.forEach(function (id, i) { choice.appendChild(element('option', {value: String(i), text: id})); });
    choice.appendChild(element('option', {value: 'all', text: 'all of them, compared'}));
    choice.value = 'all';
    choice.addEventListener('change', function () {
      (choice.value === 'all' ? compare : function () { show(page.searches[Number(choice.value)]); })();
    });
    top.appendChild(element('label', {}, [element('span', {text: 'shown: '}), choice]));
  }
  document.getElementById('foot').textContent = 'Made by edgewise ' + page.edgewise + '. The page fetches nothing and sends nothing.';
  (page.comparison ? compare : function () { show(page.searches[0]); })();
  if (dark.addEventListener) {
    dark.addEventListener('change', function () { pictures.forEach(function (made) { made.draw(); }); });
  }
}

start();
