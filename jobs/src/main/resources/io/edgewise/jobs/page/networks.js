/* ---- the best networks ---- */

var WAITS = ['compute', 'parameter stream', 'activation transfer', 'per-operation cost', 'host'];

function waitColour(bottleneck) {
  var place = WAITS.indexOf(bottleneck);
  return COLOURS[place < 0 ? COLOURS.length - 1 : place];
}

/* Neighbouring layers of one block, with what they come to together. */
function blocks(layers) {
  var made = [];
  layers.forEach(function (layer) {
    var last = made[made.length - 1];
    if (!last || last.name !== layer.block) {
      last = {name: layer.block, layers: [], latency: 0, waits: {}};
      made.push(last);
    }
    last.layers.push(layer);
    last.latency += layer.latency_ms;
    last.waits[layer.bottleneck] = (last.waits[layer.bottleneck] || 0) + layer.latency_ms;
  });
  made.forEach(function (block) {
    block.bottleneck = Object.keys(block.waits).reduce(function (a, b) { return block.waits[b] > block.waits[a] ? b : a; });
  });
  return made;
}

function svg(name, properties, text) {
  var made = document.createElementNS(SVG, name);
  Object.keys(properties).forEach(function (key) { made.setAttribute(key, properties[key]); });
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

/* A network from its input down to its output: a box a block, and beside it a bar as long as its latency. */
function diagram(drawn, label) {
  var all = blocks(drawn.layers);
  var row = 40, width = 360, box = 190, bar = width - box - 12;
  var most = largest(all.map(function (b) { return b.latency; })) || 1;
  var made = svg('svg', {viewBox: '0 0 ' + width + ' ' + (all.length * row), width: '100%', role: 'img', 'aria-label': label});
  all.forEach(function (block, i) {
    var y = i * row;
    var operators = block.layers.map(function (layer) { return layer.operator; }).join(' · ');
    var group = svg('g', {});
    group.appendChild(svg('title', {}, block.name + ': ' + operators + ', ' + millis(block.latency) + ', waits most for ' + block.bottleneck));
    if (i > 0) {
      group.appendChild(svg('line', {x1: box / 2, x2: box / 2, y1: y - 4, y2: y + 2, stroke: 'currentColor'}));
    }
    group.appendChild(svg('rect', {x: 1, y: y + 2, width: box - 2, height: row - 6, rx: 5, fill: 'none', stroke: waitColour(block.bottleneck), 'stroke-width': 2}));
    group.appendChild(svg('text', {x: 8, y: y + 16}, shortened(block.name, 26)));
    group.appendChild(svg('text', {x: 8, y: y + 30, 'class': 'faint', style: 'font-size:10px'}, shortened(operators, 32)));
    group.appendChild(svg('rect', {x: box + 6, y: y + 8, width: Math.max(1, bar * block.latency / most), height: 12, fill: waitColour(block.bottleneck)}));
    group.appendChild(svg('text', {x: box + 6, y: y + 32, 'class': 'faint', style: 'font-size:10px'}, millis(block.latency)));
    made.appendChild(group);
  });
  return made;
}

function layerColumns() {
  return [
    {name: 'layer', value: function (l) { return l.name; }},
    {name: 'operator', value: function (l) { return l.operator; }},
    {name: 'latency', number: true, value: function (l) { return l.latency_ms; }, show: millis},
    {name: 'waits most for', value: function (l) { return l.bottleneck; }},
    {name: 'multiply-accumulates', number: true, value: function (l) { return l.macs; }, show: whole},
    {name: 'resident bytes', number: true, value: function (l) { return l.resident_bytes; }, show: whole},
    {name: 'streamed bytes', number: true, value: function (l) { return l.streamed_bytes; }, show: whole}
  ];
}

function networkOf(search, id) {
  return search.networks.filter(function (n) { return n.id === id; })[0];
}

function diagrams(parent, search) {
  if (!search.diagrams.length) {
    return;
  }
  var slowest = blocks(search.diagrams[0].layers).reduce(function (a, b) { return b.latency > a.latency ? b : a; });
  var made = section(parent, 'networks', 'The best networks of the front, block by block: the best one spends most in '
    + shortened(slowest.name, 60) + ', ' + millis(slowest.latency),
    'By reward. A block is coloured by what it waits for most; its bar is its share of the latency.');
  var key = element('p', {'class': 'faint'});
  WAITS.forEach(function (name) {
    key.appendChild(element('span', {'aria-hidden': 'true', style: 'color:' + waitColour(name), text: '■ '}));
    key.appendChild(document.createTextNode(name + '   '));
  });
  made.appendChild(key);
  var row = element('div', {'class': 'diagrams'});
  search.diagrams.forEach(function (drawn) {
    var network = networkOf(search, drawn.id);
    var title = drawn.id + ': ' + accuracy(network) + ' in ' + millis(network.latency_ms);
    var figure = element('figure', {}, [element('h3', {text: title})]);
    figure.appendChild(diagram(drawn, title));
    behind(figure, 'layers of ' + drawn.id, layerColumns(), drawn.layers);
    row.appendChild(figure);
  });
  made.appendChild(row);
}

function memory(parent, search) {
  var drawn = search.diagrams[0];
  if (!drawn) {
    return;
  }
  var layers = drawn.layers.filter(function (l) { return l.resident_bytes + l.streamed_bytes > 0; });
  var resident = sum(layers.map(function (l) { return l.resident_bytes; }));
  var streamed = sum(layers.map(function (l) { return l.streamed_bytes; }));
  if (!(resident + streamed > 0)) {
    return;
  }
  var title = 'Parameter memory of ' + drawn.id + ': ' + kilobytes(resident) + ' stay on the chip, ' + kilobytes(streamed)
    + ' cross the link at every inference';
  var made = section(parent, 'memory', title, 'Layer by layer, in the order of execution.');
  picture(made, title, function (ink) {
    function part(name, key, colour) {
      return {name: name, type: 'bar', stack: 'all', barCategoryGap: '5%', itemStyle: {color: colour},
        data: layers.map(function (l) { return l[key] / 1000; })};
    }
    return {
      grid: {bottom: 96},
      xAxis: axis('', ink, {type: 'category', data: layers.map(function (l) { return shortened(l.name, 30); }),
        axisLabel: {color: ink.faint, rotate: 60, width: 90, overflow: 'truncate', hideOverlap: true}}),
      yAxis: axis('kB', ink, {type: 'value', nameGap: 48}),
      tooltip: {trigger: 'axis', formatter: function (shown) {
        var l = layers[shown[0].dataIndex];
        return tip([l.name + ', ' + l.operator, whole(l.resident_bytes) + ' bytes resident', whole(l.streamed_bytes) + ' bytes streamed']);
      }},
      series: [part('resident', 'resident_bytes', COLOURS[0]), part('streamed', 'streamed_bytes', COLOURS[1])]
    };
  }, 'short');
  behind(made, 'parameter memory by layer', layerColumns(), layers);
}

function roofline(parent, search) {
  var points = search.networks.filter(function (n) { return n.macs_per_link_byte > 0 && n.macs_per_second > 0; });
  if (!search.roofline || !points.length) {
    return;
  }
  var roof = search.roofline;
  var best = search.diagrams.length ? networkOf(search, search.diagrams[0].id) : points[0];
  function most(intensity) { return Math.min(roof.peak_macs_per_second, intensity * roof.link_bytes_per_second); }
  function reached(n) { return n.macs_per_second / most(n.macs_per_link_byte); }
  var ridge = roof.peak_macs_per_second / roof.link_bytes_per_second;
  var title = 'Roofline: ' + best.id + ' reaches ' + share(reached(best)) + ' of what ' + (best.macs_per_link_byte < ridge
    ? 'the link lets it' : 'the chip can compute');
  var made = section(parent, 'roofline', title,
    'A network under the slope is held up by the link, one under the flat by the chip. The flat is '
    + fixed(roof.peak_macs_per_second / 1e12, 2) + ' tera multiply-accumulates a second, the slope ' + fixed(roof.link_bytes_per_second / 1e6, 0)
    + ' megabytes a second.');
  picture(made, title, function (ink) {
    var low = Math.min(ridge / 10, smallest(points.map(function (n) { return n.macs_per_link_byte; })) / 2);
    var high = Math.max(ridge * 10, largest(points.map(function (n) { return n.macs_per_link_byte; })) * 2);
    function dot(n) { return {value: [n.macs_per_link_byte, n.macs_per_second / 1e9], network: n}; }
    return {
      xAxis: axis('multiply-accumulates for each byte over the link', ink, {type: 'log', min: low, max: high,
        axisLabel: {color: ink.faint, formatter: function (v) { return Number(v.toPrecision(2)).toLocaleString('en'); }, hideOverlap: true}}),
      yAxis: axis('giga multiply-accumulates a second', ink, {type: 'log', nameGap: 44}),
      tooltip: {trigger: 'item', formatter: function (shown) {
        var n = shown.data.network;
        return tip(n ? [n.id, 'reaches ' + share(reached(n)), fixed(n.macs_per_second / 1e9, 0) + ' giga multiply-accumulates a second',
          fixed(n.macs_per_link_byte, 0) + ' for each byte over the link'] : ['the most that the accelerator can do']);
      }},
      series: [
        {name: 'the most', type: 'line', symbol: 'none', itemStyle: {color: ink.text}, lineStyle: {color: ink.text},
          data: [low, ridge, high].map(function (x) { return [x, most(x) / 1e9]; })},
        {name: 'measured', type: 'scatter', progressive: 0, symbolSize: 8, itemStyle: {color: ink.dots}, data: points.map(dot)},
        {name: 'the best', type: 'scatter', symbol: 'diamond', symbolSize: 16, itemStyle: {color: ink.front},
          data: points.indexOf(best) >= 0 ? [dot(best)] : []}
      ]
    };
  });
  behind(made, 'operations and bytes of each network', [
    {name: 'network', value: function (n) { return n.id; }},
    {name: 'for each byte', number: true, value: function (n) { return n.macs_per_link_byte; }, show: function (v) { return fixed(v, 1); }},
    {name: 'giga a second', number: true, value: function (n) { return n.macs_per_second / 1e9; }, show: function (v) { return fixed(v, 1); }},
    {name: 'of the most', number: true, first: true, value: reached, show: share}
  ], points);
}

function changes(parent, search) {
  if (!search.changes.length) {
    return;
  }
  var first = search.changes[0];
  var title = 'What would make ' + search.diagrams[0].id + ' faster: ' + shortened(first.decision, 60) + ' from '
    + shortened(first.from, 30) + ' to ' + shortened(first.to, 30) + ' saves ' + millis(first.saved_ms);
  var made = section(parent, 'faster', title,
    'Each other choice by itself, simulated on the accelerator of the search. What it does to the accuracy only a training tells.');
  var shown = search.changes.slice(0, 12).reverse();
  picture(made, title, function (ink) {
    return {
      grid: {left: 190},
      xAxis: axis('ms saved', ink, {type: 'value'}),
      yAxis: axis('', ink, {type: 'category', data: shown.map(function (c) { return shortened(c.decision + ': ' + c.from + ' → ' + c.to, 60); }),
        axisLabel: {color: ink.text, width: 170, overflow: 'truncate'}}),
      tooltip: {trigger: 'item', formatter: function (item) {
        var c = shown[item.dataIndex];
        return tip([c.decision + ': ' + c.from + ' → ' + c.to, millis(c.latency_ms) + ', ' + millis(c.saved_ms) + ' less']);
      }},
      series: [{name: 'saved', type: 'bar', barMaxWidth: 24, itemStyle: {color: ink.dots}, data: shown.map(function (c) { return c.saved_ms; })}]
    };
  });
  behind(made, 'single changes', [
    {name: 'decision', value: function (c) { return c.decision; }},
    {name: 'from', value: function (c) { return c.from; }},
    {name: 'to', value: function (c) { return c.to; }},
    {name: 'latency', number: true, value: function (c) { return c.latency_ms; }, show: millis},
    {name: 'saved', number: true, value: function (c) { return c.saved_ms; }, show: millis},
    {name: 'on the device', number: true, value: function (c) { return c.parameter_bytes; }, show: kilobytes},
    {name: 'streamed', number: true, value: function (c) { return c.streamed_bytes; }, show: kilobytes}
  ], search.changes);
}
