package io.edgewise.jobs.config;

import io.edgewise.jobs.dataset.DatasetSettings;
import io.edgewise.search.proxy.TrainingRecipe;

/** What a network is trained on, and how. */
public record TrainingTask(DatasetSettings dataset, ProxySettings proxy, TrainingRecipe recipe) {}
