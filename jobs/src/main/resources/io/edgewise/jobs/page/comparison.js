/* ---- several searches ---- */

function comparison(parent, told) {
  var ids = told.standings.map(function (s) { return s.id; });
  function colour(i) { return COLOURS[i % COLOURS.length]; }
  var best = told.standings.reduce(function (a, b) { return b.hypervolume > a.hypervolume ? b : a; });
  var title = 'The fronts over each other: that of ' + best.id + ' covers most';
  var made = section(parent, 'fronts', title, 'Covered is the hypervolume, accuracy times milliseconds, over an accuracy of 0 and '
    + millis(told.reference_ms) + '. It compares what ran on one accelerator with one data set; the settings that differ stand below.');
  picture(made, title, function (ink) {
    return {
      xAxis: axis('simulated latency, ms', ink, {type: 'value', scale: true}),
      yAxis: axis('proxy accuracy, %', ink, {type: 'value', scale: true, nameGap: 44}),
      tooltip: {trigger: 'item', formatter: function (shown) {
        return tip([shown.seriesName].concat(shown.data.network ? networkLines(shown.data.network) : []));
      }},
      series: page.searches.map(function (search, i) {
        var front = search.networks.filter(function (n) { return n.front && isNumber(n.latency_ms); })
          .sort(function (a, b) { return a.latency_ms - b.latency_ms; });
        return {name: search.id, type: 'line', symbolSize: 9, itemStyle: {color: colour(i)}, data: front.map(point)};
      })
    };
  });
  behind(made, 'what each search came to', [
    {name: 'search', value: function (s) { return s.id; }},
    {name: 'on the front', number: true, value: function (s) { return s.front; }, show: whole},
    {name: 'hypervolume', number: true, first: true, value: function (s) { return s.hypervolume; }, show: reward},
    {name: 'trainings', number: true, value: function (s) { return s.trainings; }, show: whole},
    {name: 'best reward', number: true, value: lastRise, show: reward},
    {name: 'trainings to ' + reward(told.common_reward), number: true, value: function (s) { return s.trainings_to_common; }, show: whole}
  ], told.standings);
  race(parent, told, colour);
  if (told.differences.length) {
    section(parent, 'settings', 'Settings that differ: ' + whole(told.differences.length)).appendChild(table('settings that differ', [
      {name: 'setting', value: function (d) { return d.setting; }}
    ].concat(ids.map(function (id, i) { return {name: id, value: function (d) { return d.values[i]; }}; })), told.differences).node);
  }
  if (told.shared.length) {
    section(parent, 'shared', 'The same network in several searches: ' + whole(told.shared.length)).appendChild(table('shared networks', [
      {name: 'network', value: function (n) { return n.id; }}
    ].concat(ids.map(function (id, i) {
      return {name: id + ', accuracy', number: true, value: function (n) { return n.accuracies[i]; }, show: percent};
    })).concat(ids.map(function (id, i) {
      return {name: id + ', latency', number: true, value: function (n) { return n.latencies[i]; }, show: millis};
    })), told.shared).node);
  }
}

function lastRise(standing) {
  return standing.rises.length ? standing.rises[standing.rises.length - 1].reward : null;
}

function race(parent, told, colour) {
  if (!isNumber(told.common_reward)) {
    return;
  }
  var first = told.standings.reduce(function (a, b) { return b.trainings_to_common < a.trainings_to_common ? b : a; });
  var title = 'Trainings to a reward of ' + reward(told.common_reward) + ', which all reach: ' + first.id + ' took '
    + whole(first.trainings_to_common);
  var made = section(parent, 'race', title, 'The best reward so far, training by training.');
  picture(made, title, function (ink) {
    return {
      xAxis: axis('networks trained', ink, {type: 'value'}),
      yAxis: axis('best reward', ink, {type: 'value', scale: true, nameGap: 44}),
      tooltip: {trigger: 'item', formatter: function (shown) {
        return tip([shown.seriesName, 'training ' + whole(shown.data[0]), 'reward ' + reward(shown.data[1])]);
      }},
      series: told.standings.map(function (s, i) {
        return {name: s.id, type: 'line', step: 'end', symbolSize: 6, itemStyle: {color: colour(i)},
          data: s.rises.map(function (r) { return [r.trainings, r.reward]; }).concat([[s.trainings, lastRise(s)]])};
      })
    };
  });
  behind(made, 'trainings that were better than all before', [
    {name: 'search', value: function (r) { return r.id; }},
    {name: 'trainings', number: true, value: function (r) { return r.trainings; }, show: whole},
    {name: 'best reward', number: true, value: function (r) { return r.reward; }, show: reward}
  ], [].concat.apply([], told.standings.map(function (s) {
    return s.rises.map(function (r) { return {id: s.id, trainings: r.trainings, reward: r.reward}; });
  })));
}
