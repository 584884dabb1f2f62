/* ---- what the networks depend on ---- */

var TARGET_SHOWN = {accuracy: percent, latency: millis, reward: reward};

function importance(influence) {
  return influence ? fixed(influence.share, 2) + ' ±' + fixed(influence.standard_error, 2) : '–';
}

function explanation(parent, search) {
  if (!search.explanation) {
    return;
  }
  var told = search.explanation.targets.filter(function (t) { return t.told; });
  var title = 'What the networks depend on: ' + told.map(function (t) {
    return t.influences.length ? t.target + ' most on ' + shortened(t.influences[0].decision, 40) : t.target + ' on no single decision';
  }).join(', ');
  var made = section(parent, 'matters', title,
    'Learned by random forests from ' + count(search.explanation.learned, 'network') + ', and judged by networks that the trees did not see: they explain '
    + told.map(function (t) { return share(t.explained) + ' of the variance of ' + t.target; }).join(', ')
    + '. Importance is what the squared error rises by, as a share of the variance, when a decision is dealt out anew. '
    + 'It holds for the networks that the search tried.');
  var decisions = [];
  told.forEach(function (t) {
    t.influences.forEach(function (i) {
      if (decisions.indexOf(i.decision) < 0) { decisions.push(i.decision); }
    });
  });
  if (!decisions.length) {
    return;
  }
  function influence(target, decision) {
    return target.influences.filter(function (i) { return i.decision === decision; })[0];
  }
  var rows = decisions.map(function (decision) {
    return {decision: decision, influences: told.map(function (t) { return influence(t, decision); })};
  });
  var shown = rows.slice(0, 15).reverse();
  picture(made, title, function (ink) {
    return {
      grid: {left: 190},
      xAxis: axis('share of the variance', ink, {type: 'value', min: 0}),
      yAxis: axis('', ink, {type: 'category', data: shown.map(function (r) { return shortened(r.decision, 60); }),
        axisLabel: {color: ink.text, width: 170, overflow: 'truncate'}}),
      tooltip: {trigger: 'axis', formatter: function (items) {
        var r = shown[items[0].dataIndex];
        return tip([r.decision].concat(told.map(function (t, i) { return t.target + ' ' + importance(r.influences[i]); })));
      }},
      series: told.map(function (t, i) {
        return {name: t.target, type: 'bar', barMaxWidth: 16, itemStyle: {color: COLOURS[i]},
          data: shown.map(function (r) { return r.influences[i] ? r.influences[i].share : null; })};
      })
    };
  });
  behind(made, 'importance of each decision', [
    {name: 'decision', value: function (r) { return r.decision; }}
  ].concat(told.map(function (t, i) {
    return {name: t.target, number: true, value: function (r) { return r.influences[i] && r.influences[i].share; },
      show: function (v, r) { return importance(r.influences[i]); }};
  })), rows);
  effects(made, told);
}

/* What is predicted on average if every network took an option, of one decision at a time. */
function effects(parent, told) {
  var all = [];
  told.forEach(function (t) {
    t.influences.forEach(function (i) { all.push({target: t.target, influence: i}); });
  });
  var choice = element('select', {id: 'effect'});
  all.forEach(function (each, i) {
    choice.appendChild(element('option', {value: String(i), text: each.target + ' by ' + shortened(each.influence.decision, 80)}));
  });
  parent.appendChild(element('div', {'class': 'controls'}, [element('label', {}, [element('span', {text: 'prediction of'}), choice])]));
  var place = element('div');
  parent.appendChild(place);
  var drawn;

  function draw() {
    if (drawn) {
      drawn.chart.dispose();
      pictures.splice(pictures.indexOf(drawn), 1);
    }
    clear(place);
    var each = all[Number(choice.value) || 0];
    var show = TARGET_SHOWN[each.target];
    var options = each.influence.effects;
    var top = options.reduce(function (a, b) { return b.value > a.value ? b : a; });
    var title = 'If all networks took it, the ' + each.target + ' is predicted highest for ' + shortened(each.influence.decision, 80)
      + ' = ' + shortened(top.option, 40) + ': ' + show(top.value);
    place.appendChild(element('h3', {}, [foreign(title)]));
    drawn = picture(place, title, function (ink) {
      return {
        xAxis: axis('option', ink, {type: 'category', data: options.map(function (o) { return shortened(o.option, 30); })}),
        yAxis: axis(each.target, ink, {type: 'value', scale: true, nameGap: 72,
          axisLabel: {color: ink.faint, hideOverlap: true, formatter: show}}),
        grid: {left: 92},
        legend: {show: false},
        tooltip: {trigger: 'item', formatter: function (item) {
          var o = options[item.dataIndex];
          return tip([shortened(o.option, 200), show(o.value), count(o.networks, 'network') + ' took it']);
        }},
        series: [{type: 'scatter', symbolSize: 14, itemStyle: {color: ink.dots}, data: options.map(function (o) { return o.value; })}]
      };
    }, 'short');
    behind(place, 'prediction of each option', [
      {name: 'option', value: function (o) { return o.option; }},
      {name: each.target, number: true, value: function (o) { return o.value; }, show: show},
      {name: 'networks that took it', number: true, value: function (o) { return o.networks; }, show: whole}
    ], options);
  }

  choice.addEventListener('change', draw);
  draw();
}
