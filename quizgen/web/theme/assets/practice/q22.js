{{ config.extra.practice(config.docs_dir ~ "/..", "q22") }}
