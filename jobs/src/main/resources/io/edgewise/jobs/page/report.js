/*
 * Draws the report. The data is not trusted: whatever comes from it becomes a text node, an attribute that is no
 * address, or a number; nothing is ever parsed as HTML.
 */
(function () {
  'use strict';

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

  /* ---- pictures ---- */

  function ink() {
    var night = dark.matches;
    return {
      text: night ? '#e6e9ee' : '#1d2430',
      faint: night ? '#a3adba' : '#58616e',
      line: night ? '#3a434f' : '#cdd3db',
      ground: night ? '#1d232b' : '#f5f6f8',
      dots: night ? '#7fa6d6' : '#5b83b5',
      front: night ? '#ff8a75' : '#b0301f'
    };
  }

  function axis(name, ink, more) {
    var made = {
      name: name,
      nameLocation: 'middle',
      nameGap: 30,
      nameTextStyle: {color: ink.faint},
      axisLabel: {color: ink.faint, hideOverlap: true},
      axisLine: {lineStyle: {color: ink.line}},
      splitLine: {lineStyle: {color: ink.line, opacity: 0.5}}
    };
    Object.keys(more || {}).forEach(function (key) { made[key] = more[key]; });
    return made;
  }

  /* Lines of text as an element, so that a name in them is never markup. */
  function tip(lines) {
    var made = element('div', {'class': 'tip'});
    lines.forEach(function (line) { made.appendChild(element('div', {text: line})); });
    return made;
  }

  function common(ink) {
    return {
      animation: false,
      textStyle: {color: ink.text},
      grid: {left: 64, right: 24, top: 56, bottom: 56},
      legend: {top: 0, type: 'scroll', textStyle: {color: ink.text}, pageTextStyle: {color: ink.text}},
      tooltip: {
        confine: true,
        backgroundColor: ink.ground,
        borderColor: ink.line,
        textStyle: {color: ink.text}
      }
    };
  }

  /* A picture is redrawn when its place changes its size, and when day and night change. */
  function picture(parent, label, option, className) {
    var place = element('div', {'class': 'picture ' + (className || ''), role: 'img', 'aria-label': label});
    parent.appendChild(place);
    var chart = window.echarts.init(place, null, {renderer: 'canvas'});
    var made = {
      chart: chart,
      place: place,
      draw: function () {
        var colours = ink();
        var all = common(colours);
        var own = option(colours);
        Object.keys(own).forEach(function (key) {
          all[key] = key === 'tooltip' || key === 'grid' || key === 'legend'
            ? Object.assign({}, all[key], own[key]) : own[key];
        });
        chart.setOption(all, true);
      }
    };
    made.draw();
    pictures.push(made);
    if (window.ResizeObserver) {
      new window.ResizeObserver(function () { chart.resize(); }).observe(place);
    }
    return made;
  }

  function forgetPictures() {
    pictures.forEach(function (made) { made.chart.dispose(); });
    pictures = [];
  }

  /* ---- tables ---- */

  var ROWS_AT_ONCE = 100;

  /*
   * A table that sorts by its columns. A column has a name, the value of a row, perhaps how to show it (a text or an
   * element), whether it is a number, and whether the rows are sorted by it first.
   */
  function table(caption, columns, rows, rowClass) {
    var state = {column: null, down: false, rows: rows, shown: ROWS_AT_ONCE};
    var body = element('tbody');
    var heads = columns.map(function (column) {
      var button = element('button', {type: 'button', text: column.name});
      var head = element('th', {scope: 'col', 'class': column.number ? 'number' : ''}, [button]);
      button.addEventListener('click', function () {
        state.down = state.column === column ? !state.down : !!column.number;
        state.column = column;
        heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
        head.setAttribute('aria-sort', state.down ? 'descending' : 'ascending');
        fill();
      });
      return head;
    });
    var more = element('button', {type: 'button'});
    more.addEventListener('click', function () {
      state.shown += 10 * ROWS_AT_ONCE;
      fill();
    });

    function compare(a, b) {
      var left = state.column.value(a), right = state.column.value(b);
      var noLeft = left === undefined || left === null, noRight = right === undefined || right === null;
      if (noLeft || noRight) {
        return noLeft - noRight;
      }
      return (left < right ? -1 : left > right ? 1 : 0) * (state.down ? -1 : 1);
    }

    function cell(column, row) {
      var shown = (column.show || function (value) { return value === undefined ? '–' : String(value); })(column.value(row), row);
      var made = element('td', column.number ? {'class': 'number'} : {});
      made.appendChild(typeof shown === 'string' ? foreign(shown) : shown);
      return made;
    }

    function fill() {
      var sorted = state.column ? state.rows.slice().sort(compare) : state.rows;
      clear(body);
      sorted.slice(0, state.shown).forEach(function (row) {
        var marked = rowClass ? rowClass(row) : '';
        body.appendChild(element('tr', marked ? {'class': marked} : {},
          columns.map(function (column) { return cell(column, row); })));
      });
      more.hidden = sorted.length <= state.shown;
      more.textContent = 'Show more of ' + whole(sorted.length) + ' rows';
    }

    columns.forEach(function (column, i) {
      if (column.first) {
        state.column = column;
        state.down = !!column.number;
        heads[i].setAttribute('aria-sort', state.down ? 'descending' : 'ascending');
      }
    });
    fill();
    var made = element('table', {}, [
      element('caption', {text: caption, 'class': 'faint'}),
      element('thead', {}, [element('tr', {}, heads)]),
      body
    ]);
    return {
      node: element('div', {'class': 'scroll', tabindex: '0', role: 'region', 'aria-label': caption}, [made, more]),
      show: function (some) { state.rows = some; state.shown = ROWS_AT_ONCE; fill(); },
      refresh: fill
    };
  }

  /* The table behind a picture. */
  function behind(parent, what, columns, rows) {
    var made = table(what, columns, rows);
    parent.appendChild(element('details', {}, [element('summary', {text: 'The numbers as a table'}), made.node]));
    return made;
  }

  /* ---- the files of networks ---- */

  function unpack(packed) {
    var letters = window.atob(packed);
    var bytes = new Uint8Array(letters.length);
    for (var i = 0; i < letters.length; i++) {
      bytes[i] = letters.charCodeAt(i);
    }
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).text().then(JSON.parse);
  }

  function offerFile(button, search, network, told) {
    button.addEventListener('click', function () {
      if (!window.DecompressionStream) {
        told.textContent = 'This browser cannot unpack the file; edgewise history export prints it.';
        return;
      }
      unpack(search.files).then(function (files) {
        var link = element('a', {
          href: 'data:application/json;charset=utf-8,' + encodeURIComponent(files[network.id]),
          download: network.id + '.json'
        });
        document.body.appendChild(link);
        link.click();
        document.body.removeChild(link);
        told.textContent = network.id + '.json was handed to the browser.';
      });
    });
  }

  /* A word for a shell: whatever it holds, it stays one word. */
  function word(text) {
    return /^[A-Za-z0-9._\/:@=-]+$/.test(text) ? text : "'" + text.replace(/'/g, "'\\''") + "'";
  }

  function commands(search, network) {
    var file = network.id + '.json';
    var size = '';
    if (search.deployment.resolution) {
      size += ' --resolution ' + search.deployment.resolution;
    }
    if (search.deployment.classes) {
      size += ' --classes ' + search.deployment.classes;
    }
    return [
      '# latency, layer by layer',
      'edgewise predict ' + file + ' --accelerator ' + word(search.accelerator) + size + ' --layers',
      '# Python that trains it in PyTorch (or keras) and saves weights that edgewise quantize takes',
      'edgewise export ' + file + ' --to pytorch' + size + ' --out network.py',
      '# files for devices, with random weights: what it weighs and how fast it is',
      'edgewise export ' + file + size + ' --random-weights --out exported'
    ].join('\n');
  }

  /* ---- the networks: picture, limits, table, the one that is chosen ---- */

  function networkLines(network) {
    return [
      network.id + ' (trial ' + network.trial + ')' + (network.front ? ', on the front' : ''),
      'accuracy ' + percent(network.accuracy),
      'latency ' + millis(network.latency_ms) + ', waits most for ' + network.bottleneck,
      'reward ' + reward(network.reward),
      'parameters ' + whole(network.parameters) + ', ' + kilobytes(network.parameter_bytes) + ' on the device, of them '
        + kilobytes(network.streamed_bytes) + ' streamed'
    ];
  }

  function networkColumns(choose) {
    return [
      {name: 'network', value: function (n) { return n.id; }, show: function (id, n) {
        var button = element('button', {type: 'button', text: id});
        button.addEventListener('click', function () { choose(n, true); });
        return button;
      }},
      {name: 'trial', value: function (n) { return n.trial; }},
      {name: 'accuracy', number: true, value: function (n) { return n.accuracy; }, show: percent},
      {name: 'latency', number: true, value: function (n) { return n.latency_ms; }, show: millis},
      {name: 'reward', number: true, first: true, value: function (n) { return n.reward; }, show: reward},
      {name: 'parameters', number: true, value: function (n) { return n.parameters; }, show: whole},
      {name: 'on the device', number: true, value: function (n) { return n.parameter_bytes; }, show: kilobytes},
      {name: 'streamed', number: true, value: function (n) { return n.streamed_bytes; }, show: kilobytes},
      {name: 'activations a tile', number: true, value: function (n) { return n.activation_bytes; }, show: kilobytes},
      {name: 'energy', number: true, value: function (n) { return n.energy_mj; }, show: function (v) {
        return isNumber(v) ? v.toFixed(2) + ' mJ' : '–';
      }},
      {name: 'waits most for', value: function (n) { return n.bottleneck; }},
      {name: 'front', value: function (n) { return n.front ? 1 : 0; }, show: function (v) { return v ? 'front' : ''; }}
    ];
  }

  function point(network) {
    return {value: [network.latency_ms, 100 * network.accuracy], network: network};
  }

  function frontOption(search, state) {
    return function (ink) {
      var drawn = search.networks.filter(function (n) { return isNumber(n.latency_ms); });
      var inside = drawn.filter(state.keeps);
      var outside = drawn.filter(function (n) { return !state.keeps(n); });
      var front = drawn.filter(function (n) { return n.front; })
        .sort(function (a, b) { return a.latency_ms - b.latency_ms; });
      var series = [
        {name: 'outside the limits', type: 'scatter', symbolSize: 7, itemStyle: {color: ink.line}, data: outside.map(point)},
        {name: 'measured', type: 'scatter', symbolSize: 9, itemStyle: {color: ink.dots, opacity: 0.8}, data: inside.map(point)},
        {name: 'Pareto front', type: 'line', symbol: 'diamond', symbolSize: 12, itemStyle: {color: ink.front},
          lineStyle: {color: ink.front, width: 2}, data: front.map(point)}
      ];
      if (isNumber(search.target_ms)) {
        series[2].markLine = {silent: true, symbol: 'none', lineStyle: {color: ink.faint, type: 'dashed'},
          label: {formatter: 'target ' + search.target_ms + ' ms', color: ink.faint, position: 'end', rotate: 0},
          data: [{xAxis: search.target_ms}]};
      }
      var chosen = state.chosen;
      if (chosen && isNumber(chosen.latency_ms)) {
        series.push({name: 'chosen', type: 'scatter', symbolSize: 18, z: 5, data: [point(chosen)],
          itemStyle: {color: 'transparent', borderColor: ink.text, borderWidth: 3}});
      }
      return {
        xAxis: axis('simulated latency, ms', ink, {type: 'value', scale: true}),
        yAxis: axis('proxy accuracy, %', ink, {type: 'value', scale: true, nameGap: 44}),
        tooltip: {trigger: 'item', formatter: function (shown) {
          return tip(shown.data && shown.data.network ? networkLines(shown.data.network) : [shown.seriesName]);
        }},
        series: series
      };
    };
  }

  function showChosen(parent, search, network) {
    clear(parent);
    if (!network) {
      parent.appendChild(paragraph(['Choose a network in the table or the picture to take it away.'], 'faint'));
      return;
    }
    var facts = element('dl');
    [['accuracy', percent(network.accuracy)], ['latency', millis(network.latency_ms)], ['reward', reward(network.reward)],
      ['trial', network.trial], ['parameters', whole(network.parameters) + ', ' + kilobytes(network.parameter_bytes)
        + ' on the device, ' + kilobytes(network.streamed_bytes) + ' of them streamed'],
      ['waits most for', network.bottleneck]].forEach(function (fact) {
      facts.appendChild(element('dt', {text: fact[0]}));
      facts.appendChild(element('dd', {}, [foreign(fact[1])]));
    });
    var button = element('button', {type: 'button', id: 'take', text: 'Take ' + network.id + '.json away'});
    var told = element('span', {role: 'status', 'class': 'faint'});
    offerFile(button, search, network, told);
    [element('h3', {text: 'The chosen network: ' + network.id}), facts, button, told,
      element('pre', {tabindex: '0', 'aria-label': 'commands for this network', text: commands(search, network)})]
      .forEach(function (node) { parent.appendChild(node); });
  }

  /* A slider over the values that networks have: its steps are theirs, so that none is skipped. */
  function slider(name, values, atMost, show, changed) {
    var steps = known(values).sort(function (a, b) { return atMost ? a - b : b - a; })
      .filter(function (value, i, all) { return i === 0 || value !== all[i - 1]; });
    var last = Math.max(steps.length - 1, 0);
    var input = element('input', {type: 'range', min: '0', max: String(last), step: '1', value: String(last), 'data-limit': name});
    input.value = String(last);
    var words = element('span');
    function tell() {
      var value = steps[Number(input.value)];
      words.textContent = name + (atMost ? ' at most ' : ' at least ') + show(value);
      input.setAttribute('aria-valuetext', show(value));
    }
    input.addEventListener('input', function () { tell(); changed(); });
    tell();
    return {
      node: element('label', {}, [words, input]),
      keeps: function (value) {
        return Number(input.value) === last || (isNumber(value)
          && (atMost ? value <= steps[Number(input.value)] : value >= steps[Number(input.value)]));
      }
    };
  }

  function networks(parent, search) {
    var all = search.networks;
    var front = all.filter(function (n) { return n.front; });
    var inTime = all.filter(function (n) { return n.latency_ms <= search.target_ms; });
    var title = 'Accuracy against latency: ' + count(all.length, 'network') + ' measured, ' + whole(front.length)
      + ' on the front' + (isNumber(search.target_ms) ? ', ' + whole(inTime.length) + ' within the target of ' + search.target_ms + ' ms' : '');
    var made = section(parent, 'front', title,
      'Up and to the left is better: more accurate, and faster. No network beats one on the front in both.');
    var state = {chosen: null, keeps: function (n) {
      return limits[0].keeps(n.latency_ms) && limits[1].keeps(n.parameter_bytes) && limits[2].keeps(n.accuracy)
        && n.id.indexOf(filter.value.trim().toLowerCase()) >= 0;
    }};
    var filter = element('input', {type: 'search', id: 'filter', autocomplete: 'off'});
    var limits = [
      slider('latency', all.map(function (n) { return n.latency_ms; }), true, millis, limited),
      slider('parameter memory', all.map(function (n) { return n.parameter_bytes; }), true, kilobytes, limited),
      slider('accuracy', all.map(function (n) { return n.accuracy; }), false, percent, limited)
    ];
    var controls = element('div', {'class': 'controls'}, limits.map(function (limit) { return limit.node; }));
    controls.appendChild(element('label', {}, [element('span', {text: 'id contains'}), filter]));
    filter.addEventListener('input', limited);
    var told = element('p', {role: 'status', id: 'left'});
    var detail = element('div', {id: 'chosen'});
    var drawing;
    var rows = table('every measured network', networkColumns(choose), all, function (n) { return n === state.chosen ? 'chosen' : ''; });

    function choose(network, fromTable) {
      state.chosen = network;
      showChosen(detail, search, network);
      drawing.draw();
      rows.refresh();
      if (fromTable) {
        detail.querySelector('button').focus();
      }
    }

    function limited() {
      var left = all.filter(state.keeps);
      rows.show(left);
      clear(told);
      var best = left.reduce(function (a, b) { return !a || b.accuracy > a.accuracy ? b : a; }, null);
      told.appendChild(document.createTextNode(best
        ? count(left.length, 'network is', 'networks are') + ' within the limits; the most accurate of them is ' + best.id + ' with '
          + percent(best.accuracy) + ' in ' + millis(best.latency_ms) + '.'
        : 'No network is within the limits.'));
      drawing.draw();
    }

    drawing = picture(made, title, frontOption(search, state));
    drawing.chart.on('click', function (event) {
      if (event.data && event.data.network) {
        choose(event.data.network, false);
      }
    });
    made.appendChild(controls);
    made.appendChild(told);
    if (search.knee) {
      var knee = all.filter(function (n) { return n.id === search.knee; })[0];
      var button = element('button', {type: 'button', id: 'knee', text: 'Choose the knee, ' + knee.id});
      button.addEventListener('click', function () { choose(knee, true); });
      made.appendChild(paragraph(['The knee of the front, from which on accuracy costs more time than before: ', button]));
    }
    made.appendChild(rows.node);
    made.appendChild(detail);
    limited();
    showChosen(detail, search, null);
  }

  /* ---- the page ---- */

  function nothing(parent, search) {
    section(parent, 'front', 'No network was measured',
      search.proposed > 0
        ? 'The search proposed ' + count(search.proposed, 'network') + ', and none of them came to an accuracy.'
        : 'No generation of the search is committed yet.');
  }

  function show(search) {
    forgetPictures();
    clear(main);
    main.appendChild(paragraph(['Space ', foreign(search.space), ' on ', foreign(search.accelerator), ', started ',
      foreign(time(search.started_at)), '. ' + count(search.proposed, 'network') + ' proposed.'], 'faint'));
    if (search.state) {
      main.appendChild(paragraph(['This search is ', foreign(search.state), '.']));
    }
    (search.networks.length ? networks : nothing)(main, search);
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
      choice.addEventListener('change', function () { show(page.searches[Number(choice.value)]); });
      top.appendChild(element('label', {}, [element('span', {text: 'shown: '}), choice]));
    }
    document.getElementById('foot').textContent = 'Made by edgewise ' + page.edgewise + '. The page fetches nothing and sends nothing.';
    show(page.searches[0]);
    if (dark.addEventListener) {
      dark.addEventListener('change', function () { pictures.forEach(function (made) { made.draw(); }); });
    }
  }

  start();
})();
