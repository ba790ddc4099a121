{{ config.extra.tips(config.docs_dir ~ "/..", "t01") }}
