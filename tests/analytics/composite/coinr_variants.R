# Variants of the ASEM example as COINr itself finds them, one CSV each, in the folder given.
suppressMessages(library(COINr))
folder <- commandArgs(TRUE)[1]
quietly <- function(found) suppressWarnings(suppressMessages(found))
keep <- function(found, name) {
  for (column in names(found)) if (is.numeric(found[[column]])) {
    found[[column]] <- ifelse(is.na(found[[column]]), "", sprintf("%.17g", found[[column]]))
  }
  write.csv(found, file.path(folder, paste0(name, ".csv")), row.names = FALSE, na = "")
}

example <- quietly(build_example_coin(quietly = TRUE))
raw <- quietly(new_coin(ASEM_iData, ASEM_iMeta, quietly = TRUE))
keep(get_dset(example, "Imputed"), "imputed")

scale <- function(name, f, ...) keep(
  quietly(Normalise(example, "Imputed", list(f_n = f, f_n_para = list(...)), out2 = "df")), name)
scale("z_score", "n_zscore", m_sd = c(10, 2))
scale("min_max", "n_minmax", l_u = c(1, 10))
scale("scaled", "n_scaled", npara = c(0, 50))
scale("reference", "n_dist2ref", iref = 5)
scale("reference_capped", "n_dist2ref", iref = 5, cap_max = TRUE)
scale("rank_average", "n_rank", ties.method = "average")
scale("rank_maximum", "n_rank", ties.method = "max")

between <- list(f_n = "n_minmax", f_n_para = list(l_u = c(1, 100)))
whole <- quietly(Normalise(example, "Treated", between))
keep(get_dset(whole, "Normalised"), "whole")
gaps <- quietly(Normalise(raw, "Raw", between))
keep(get_dset(gaps, "Normalised"), "gaps")
mean_of <- function(name, coin, f, para = NULL, share = NULL) keep(
  quietly(Aggregate(coin, "Normalised", f, f_ag_para = para, dat_thresh = share, out2 = "df")), name)
power <- function(p) rep(list(list(p = p)), 3)
mean_of("harmonic", whole, "a_hmean")
mean_of("generalised_half", whole, "a_genmean", power(0.5))
mean_of("generalised_minus_one", whole, "a_genmean", power(-1))
mean_of("mixed", whole, c("a_amean", "a_gmean", "a_hmean"))
mean_of("harmonic_with_gaps", gaps, "a_hmean")
mean_of("shares", gaps, "a_amean", share = c(0.9, 0.5, 1))

treated <- function(name, ...) keep(quietly(Treat(example, "Imputed", ..., out2 = "list"))$x_treat, name)
treated("combined", list(f1 = "winsorise", f1_para = list(winmax = 2), f2 = "log_CT"), combine_treat = TRUE)
treated("box_cox_after", list(f1 = "winsorise", f1_para = list(winmax = 1), f2 = "boxcox", f2_para = list(lambda = 0)))
each <- function(name, f) {
  columns <- get_dset(example, "Imputed")
  for (code in names(columns)[-1]) columns[[code]] <- quietly(f(columns[[code]]))
  keep(columns, name)
}
values_of <- function(found) if (is.list(found)) found$x else found
each("winsorised_forced", function(x) winsorise(x, winmax = 3, force_win = TRUE)$x)
each("winsorised_strict", function(x) winsorise(x, skew_thresh = 1, kurt_thresh = 2)$x)
each("log_from_one", function(x) values_of(log_CT_orig(x)))
for (power in c(-1, 0, 2)) each(paste0("box_cox_", power), function(x) values_of(boxcox(x, power)))

filled <- function(name, f, ...) keep(quietly(Impute(raw, "Raw", f, ..., out2 = "df")), name)
filled("median", "i_median")
filled("group_median", "i_median_grp", use_group = "GDP_group")
filled("sibling_median", "i_median", impute_by = "row", group_level = 2)

for (kind in c("pearson", "spearman", "kendall")) {
  keep(quietly(get_corr(example, "Aggregated", Levels = c(2, 3), cortype = kind, pval = 0)), kind)
}
keep(get_dset(example, "Aggregated"), "aggregated")

set.seed(7)
design <- SA_sample(256, 3)
x <- design * 2 * pi - pi
output <- sin(x[, 1]) + 7 * sin(x[, 2])^2 + 0.1 * x[, 3]^4 * sin(x[, 1])
keep(data.frame(output), "ishigami")
keep(SA_estimate(output, 256, 3)$SensInd, "ishigami_indices")
